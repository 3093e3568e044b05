package main

// megabytes turns what the system counts resident memory in, kilobytes, into megabytes.
func megabytes(maxrss int64) float64 { return float64(maxrss) / 1024 }
