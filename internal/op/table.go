package op

// Info is what every entry of the vocabulary has: a name, a sentence of documentation, and attributes.
type Info struct {
	Name, Doc string
	Attrs     []Attr
}

// Entry is an entry of one of the tables.
type Entry interface{ Info() Info }

// Use is an entry together with the values of its attributes.
type Use[E Entry] struct {
	Entry E
	Args  Args
	Lists map[string][]float64 // of attributes that are lists
	Words map[string]string    // of attributes that are words or formulas
}

// Default uses an entry with the defaults of its attributes.
func Default[E Entry](e E) Use[E] { return Use[E]{Entry: e, Args: Defaults(e.Info().Attrs)} }

// Name is the entry's name.
func (u Use[E]) Name() string { return u.Entry.Info().Name }

// Lookup finds an entry by name.
func Lookup[E Entry](table []E, name string) (E, bool) {
	for _, e := range table {
		if e.Info().Name == name {
			return e, true
		}
	}
	var none E
	return none, false
}

// MustLookup is Lookup for names that stand in this package.
func MustLookup[E Entry](table []E, name string) E {
	e, ok := Lookup(table, name)
	if !ok {
		panic("internal error: no entry " + name)
	}
	return e
}

// Names lists the names of a table in order.
func Names[E Entry](table []E) []string {
	list := make([]string, len(table))
	for i, e := range table {
		list[i] = e.Info().Name
	}
	return list
}
