package table

import (
	"archive/zip"
	"bufio"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"regexp"
	"strconv"
	"strings"
)

// sharedStrings are the texts that cells refer to by number. They are kept on disk.
type sharedStrings struct {
	file *os.File
	// ends has the position after each text.
	ends []int64
}

// readSharedStrings reads the texts of the part, which is nil if no cells share texts.
func readSharedStrings(from *zip.File) (*sharedStrings, error) {
	s := &sharedStrings{}
	if from == nil {
		return s, nil
	}
	tokens, err := openPart(from)
	if err != nil {
		return nil, err
	}
	defer tokens.Close()
	if s.file, err = os.CreateTemp("", "approvals-import-*"); err != nil {
		return nil, fmt.Errorf("store shared strings: %w", err)
	}
	// The unlinked file is deleted when the process exits for any reason.
	if err = os.Remove(s.file.Name()); err == nil {
		err = s.fill(tokens)
	}
	if err != nil {
		s.close()
		return nil, err
	}
	return s, nil
}

func (s *sharedStrings) fill(tokens part) error {
	out, end := bufio.NewWriterSize(s.file, 64<<10), int64(0)
	for {
		token, err := tokens.RawToken()
		if errors.Is(err, io.EOF) {
			return out.Flush()
		}
		if err != nil {
			return err
		}
		if e, ok := token.(xml.StartElement); !ok || e.Name.Local != "si" {
			continue
		}
		text, err := readText(tokens, "si")
		if err != nil {
			return err
		}
		if len(s.ends) == maxSharedStrings {
			return errNoWorkbook
		}
		n, err := out.WriteString(text)
		if err != nil {
			return fmt.Errorf("store shared strings: %w", err)
		}
		end += int64(n)
		s.ends = append(s.ends, end)
	}
}

func (s *sharedStrings) close() {
	if s.file != nil {
		s.file.Close()
	}
}

// text returns the text with the number, which is written in decimal.
func (s *sharedStrings) text(number string) (string, error) {
	i, err := strconv.Atoi(strings.TrimSpace(number))
	if err != nil || i < 0 || i >= len(s.ends) {
		return "", errNoWorkbook
	}
	begin := int64(0)
	if i > 0 {
		begin = s.ends[i-1]
	}
	text := make([]byte, s.ends[i]-begin)
	if _, err := s.file.ReadAt(text, begin); err != nil {
		return "", fmt.Errorf("read shared string: %w", err)
	}
	return string(text), nil
}

// readText returns the text of the element whose start has been read: that of all its
// runs, without phonetic guides.
func readText(tokens part, element string) (string, error) {
	var text strings.Builder
	inText, inGuide := false, false
	for {
		token, err := tokens.RawToken()
		if err != nil {
			return "", err
		}
		switch e := token.(type) {
		case xml.StartElement:
			inText = e.Name.Local == "t" && !inGuide
			inGuide = inGuide || e.Name.Local == "rPh"
		case xml.EndElement:
			inText = false
			switch e.Name.Local {
			case element:
				return unescapeXLSX(text.String()), nil
			case "rPh":
				inGuide = false
			}
		case xml.CharData:
			if !inText {
				continue
			}
			if text.Write(e); text.Len() > maxCellBytes {
				return "", tooLongCell()
			}
		}
	}
}

var xlsxEscape = regexp.MustCompile(`_x([0-9A-Fa-f]{4})_`)

// unescapeXLSX replaces the notation for characters that XML cannot contain.
func unescapeXLSX(text string) string {
	if !strings.Contains(text, "_x") {
		return text
	}
	return xlsxEscape.ReplaceAllStringFunc(text, func(escape string) string {
		code, _ := strconv.ParseUint(escape[2:6], 16, 16)
		return string(rune(code))
	})
}
