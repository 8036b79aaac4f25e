// Package crc computes the checksum of weights files, CRC-32 with the polynomial of IEEE 802.3, as hash/crc32 does. That package sets itself
// up when a program starts, so that each program with it is linked with all that it has, whether it calls it or not.
package crc
