// Package web holds the page as it is built into dist.
package web

import (
	"embed"
	"io/fs"
)

//go:embed all:dist
var built embed.FS

// Files returns the files of the page; index.html is where it begins.
func Files() fs.FS {
	files, err := fs.Sub(built, "dist")
	if err != nil {
		// Only a name that is no path is an error.
		panic(err)
	}
	return files
}
