package nn

// Little-endian numbers, as in encoding/binary, which would bring package reflect into every binary.

func putUint32(b []byte, v uint32) {
	_ = b[3]
	b[0], b[1], b[2], b[3] = byte(v), byte(v>>8), byte(v>>16), byte(v>>24)
}

func putUint64(b []byte, v uint64) {
	_ = b[7]
	putUint32(b, uint32(v))
	putUint32(b[4:], uint32(v>>32))
}

func getUint32(b []byte) uint32 {
	_ = b[3]
	return uint32(b[0]) | uint32(b[1])<<8 | uint32(b[2])<<16 | uint32(b[3])<<24
}

func getUint64(b []byte) uint64 {
	_ = b[7]
	return uint64(getUint32(b)) | uint64(getUint32(b[4:]))<<32
}
