// Loops over the entries of up to four slices: R0 and what is in V0 is written, R1 and V1 is read, R2 and V3, R3 and V4
// are written too where there are that many. R4 counts the entries. A step loads vectors or entries, which then fill
// the lanes, follows a rule, and stores.

// STORES stores a vector, STORE one entry, and both move on.
#define STORES(v, p) VST1.P [v.T], 16(p)
#define STORE(v, p) VST1.P v.LANE[0], SIZE(p)

// EACH0 is the step of rules without a state, EACH1 with one, EACH2 with two.
#define EACH0(load, store, bytes, rule) \
	load   (R0), [V0.T]; \
	load.P bytes(R1), [V1.T]; \
	rule; \
	store(V0, R0)

#define EACH1(load, store, bytes, rule) \
	load (R2), [V3.T]; \
	EACH0(load, store, bytes, rule); \
	store(V3, R2)

#define EACH2(load, store, bytes, rule) \
	load (R3), [V4.T]; \
	EACH1(load, store, bytes, rule); \
	store(V4, R3)

#define LOOP(step, rule) \
	STEPS(step, rule); \
	RET

#define STEPS(step, rule) \
	SUBS $LANES, R4; \
	BLT  rest; \
vectors: \
	step(VLD1, STORES, 16, rule); \
	SUBS $LANES, R4; \
	BGE  vectors; \
rest: \
	ADDS $LANES, R4; \
	BEQ  done; \
entries: \
	step(VLD1R, STORE, SIZE, rule); \
	SUBS $1, R4; \
	BNE  entries; \
done:
