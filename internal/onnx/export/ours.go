package export

import "strings"

// IsONNX reports whether a file that begins so is a model that nngen exported. Before its producer stands the version of the
// format, which is one byte.
func IsONNX(head string) bool {
	return strings.HasPrefix(head, "\x08") && strings.HasPrefix(head[min(2, len(head)):], "\x12\x05nngen")
}

// IsPyTorch reports whether a file that begins so is a page of Python that nngen exported.
func IsPyTorch(head string) bool { return strings.HasPrefix(head, pageMark) }

// pageMark is how pages of Python begin.
const pageMark = "# Written by nngen from "
