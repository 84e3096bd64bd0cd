package table

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"os"
	"slices"
	"unicode"
	surrogates "unicode/utf16"
	"unicode/utf8"

	"approvals/workflows/approval"

	textencoding "golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
	utf16 "golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// encoding is the way in which a CSV file represents its text. In the decoded text,
// bytes that fit no character are invalid UTF-8 or U+FFFD.
type encoding struct {
	name string
	// skip is the length of the byte order mark.
	skip int64
	// from is nil for UTF-8.
	from textencoding.Encoding
}

func (e encoding) decode(file *os.File) io.Reader {
	text := io.NewSectionReader(file, e.skip, 1<<40)
	if e.from == nil {
		return text
	}
	return transform.NewReader(text, e.from.NewDecoder())
}

var (
	utf8Text    = encoding{name: "UTF-8"}
	markedUTF8  = encoding{name: "UTF-8", skip: int64(len(byteOrderMark))}
	utf16Text   = encoding{name: "UTF-16", from: utf16.UTF16(utf16.LittleEndian, utf16.UseBOM)}
	chineseText = encoding{name: "GB18030", from: simplifiedchinese.GB18030}
	westernText = encoding{name: "Windows-1252", from: charmap.Windows1252}
)

// detectEncoding decides the encoding by the byte order mark, by the zero bytes of
// UTF-16 or by all bytes of the file. A few broken characters do not change the encoding of the others.
func detectEncoding(file *os.File) (encoding, error) {
	start, err := startOf(file)
	if err != nil {
		return encoding{}, err
	}
	switch {
	case bytes.HasPrefix(start, []byte{0xff, 0xfe}), bytes.HasPrefix(start, []byte{0xfe, 0xff}):
		return utf16Text, nil
	case bytes.HasPrefix(start, []byte(byteOrderMark)):
		return markedUTF8, nil
	}
	if found, ok := unmarkedUTF16(start); ok {
		return found, nil
	}
	for _, try := range []struct {
		encoding encoding
		fits     func(*bufio.Reader) (bool, error)
	}{{utf8Text, fitsUTF8}, {chineseText, fitsChinese}, {westernText, fitsWestern}} {
		fits, err := try.fits(bufio.NewReaderSize(io.NewSectionReader(file, 0, 1<<40), 64<<10))
		if err != nil || fits {
			return try.encoding, err
		}
	}
	return encoding{}, invalidFile(approval.Text{
		ZH: "无法确定文件的文字编码，请另存为 UTF-8 编码的 CSV 或 XLSX",
		EN: "The text encoding of the file cannot be determined; please save it as CSV in UTF-8 or as XLSX"})
}

// unmarkedUTF16 returns the byte order of UTF-16 without a mark, in which separators and
// ends of lines have a zero byte, or false if the start of the file is no such text.
func unmarkedUTF16(start []byte) (encoding, bool) {
	start = start[:len(start)&^1]
	for _, e := range []struct {
		order binary.ByteOrder
		text  utf16.Endianness
	}{{binary.LittleEndian, utf16.LittleEndian}, {binary.BigEndian, utf16.BigEndian}} {
		units := make([]uint16, len(start)/2)
		separators, broken := 0, 0
		for i := range units {
			units[i] = e.order.Uint16(start[2*i:])
			if slices.Contains([]uint16{'\n', '\r', ',', ';', '\t'}, units[i]) {
				separators++
			}
		}
		isNoText := func(r rune) bool {
			if r == utf8.RuneError {
				broken++
			}
			return !unicode.IsGraphic(r) && !unicode.IsSpace(r)
		}
		if separators > 0 && !slices.ContainsFunc(surrogates.Decode(units), isNoText) && broken <= separators {
			return encoding{name: "UTF-16", from: utf16.UTF16(e.text, utf16.IgnoreBOM)}, true
		}
	}
	return encoding{}, false
}

// fitsUTF8 reports whether more characters beyond ASCII are valid than broken. In a text
// of another encoding hardly any is valid.
func fitsUTF8(text *bufio.Reader) (bool, error) {
	valid, broken := 0, 0
	for {
		r, size, err := text.ReadRune()
		switch {
		case errors.Is(err, io.EOF):
			return broken == 0 || valid > broken, nil
		case err != nil:
			return false, err
		case r == utf8.RuneError && size == 1:
			broken++
		case size > 1:
			valid++
		}
	}
}

// fitsChinese reports whether at least two thirds of the characters beyond ASCII are
// those of GB2312, which make up nearly all Chinese text. GB18030 itself has a character
// for nearly all bytes. A character between two Latin letters is more likely a letter of
// a Western encoding, such as those in Größe.
func fitsChinese(text *bufio.Reader) (bool, error) {
	usual, unusual := 0, 0
	var before byte
	for {
		lead, err := text.ReadByte()
		if errors.Is(err, io.EOF) {
			return usual >= 2*unusual, nil
		}
		if err != nil {
			return false, err
		}
		if lead < utf8.RuneSelf {
			before = lead
			continue
		}
		next, _ := text.Peek(3)
		switch {
		case len(next) == 3 && isDigit(next[0]) && next[1] >= 0x81 && isDigit(next[2]):
			unusual++
			text.Discard(3)
		case len(next) == 0 || next[0] < 0x40 || next[0] == 0x7f || next[0] == 0xff || lead == 0x80 || lead == 0xff:
			unusual++
		default:
			inLatinWord := isLetter(before) && len(next) > 1 && isLetter(next[1])
			inGB2312 := next[0] >= 0xa1 && (lead >= 0xb0 && lead <= 0xf7 || lead >= 0xa1 && lead <= 0xa9)
			if inGB2312 && !inLatinWord {
				usual++
			} else {
				unusual++
			}
			text.Discard(1)
		}
		before = lead
	}
}

// fitsWestern reports whether at least half of the bytes beyond ASCII are accented
// letters beside a Latin letter, and none is undefined in Windows-1252.
func fitsWestern(text *bufio.Reader) (bool, error) {
	letters, others := 0, 0
	var before byte
	for {
		b, err := text.ReadByte()
		if errors.Is(err, io.EOF) {
			return letters >= others, nil
		}
		if err != nil {
			return false, err
		}
		if b >= utf8.RuneSelf {
			if bytes.IndexByte([]byte{0x81, 0x8d, 0x8f, 0x90, 0x9d}, b) >= 0 {
				return false, nil
			}
			next, _ := text.Peek(1)
			if b >= 0xc0 && b != 0xd7 && b != 0xf7 && (isLetter(before) || len(next) > 0 && isLetter(next[0])) {
				letters++
			} else {
				others++
			}
		}
		before = b
	}
}

func isDigit(b byte) bool { return b >= '0' && b <= '9' }

func isLetter(b byte) bool { return b|0x20 >= 'a' && b|0x20 <= 'z' }
