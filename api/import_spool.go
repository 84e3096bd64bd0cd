package api

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"os"

	"approvals/workflows/approval"
)

// spooledFile is an uploaded file on disk.
type spooledFile struct {
	*os.File
	sha256 string
}

// spool writes the file of a multipart body to disk and hashes it, so that it can be read
// more than once without being held in memory.
func spool(in *ImportInput) (*spooledFile, error) {
	request := in.Request()
	if request.ContentLength > importMaxBytes+multipartOverhead {
		return nil, tooLarge(importMaxBytes)
	}
	in.limitBody(importMaxBytes + multipartOverhead)
	parts, err := request.MultipartReader()
	if err != nil {
		return nil, malformed{approval.InvalidField("body", approval.Text{
			ZH: "应为 multipart/form-data", EN: "This must be multipart/form-data"})}
	}
	part, err := parts.NextPart()
	if err == nil && part.FormName() != "file" {
		return nil, malformed{approval.InvalidField("body."+clip(part.FormName()), approval.Text{
			ZH: "没有这个字段", EN: "There is no such field"})}
	}
	if errors.Is(err, io.EOF) {
		return nil, approval.InvalidField("body.file", required)
	}
	if err != nil {
		return nil, brokenUpload()
	}
	stored, err := os.CreateTemp("", "approvals-import-*")
	if err != nil {
		return nil, fmt.Errorf("store upload: %w", err)
	}
	// The unlinked file is deleted when the process exits for any reason.
	if err := os.Remove(stored.Name()); err != nil {
		stored.Close()
		return nil, fmt.Errorf("store upload: %w", err)
	}
	file := &spooledFile{File: stored}
	if err := file.fill(parts, part); err != nil {
		file.Close()
		return nil, err
	}
	return file, nil
}

func (f *spooledFile) fill(parts *multipart.Reader, part io.Reader) error {
	hash := sha256.New()
	body := &errTrackingReader{Reader: io.LimitReader(part, importMaxBytes+1)}
	size, err := io.Copy(io.MultiWriter(f, hash), body)
	switch {
	case body.broken != nil:
		return brokenUpload()
	case err != nil:
		return fmt.Errorf("store upload: %w", err)
	case size > importMaxBytes:
		return tooLarge(importMaxBytes)
	case size == 0:
		return emptyFile()
	}
	if _, err := parts.NextPart(); !errors.Is(err, io.EOF) {
		return brokenUpload()
	}
	f.sha256 = hex.EncodeToString(hash.Sum(nil))
	return nil
}

// errTrackingReader distinguishes an error of reading the body from one of writing the
// file.
type errTrackingReader struct {
	io.Reader
	broken error
}

func (b *errTrackingReader) Read(p []byte) (int, error) {
	n, err := b.Reader.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		b.broken = err
	}
	return n, err
}

func brokenUpload() error {
	return malformed{approval.InvalidField("body.file", approval.Text{
		ZH: "上传中断，请重试", EN: "The upload was interrupted; please try again"})}
}
