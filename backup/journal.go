package backup

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// event is what a journal record says. A run goes begin, commit, undo, undone; undo may follow begin
// at once, and may be written again when a rollback is taken up with other merges.
type event string

const (
	eventBegin  event = "begin"
	eventCommit event = "commit"
	eventUndo   event = "undo"
	eventUndone event = "undone"
)

// follows lists which events may come after which.
var follows = map[event][]event{
	"":          {eventBegin},
	eventBegin:  {eventCommit, eventUndo},
	eventCommit: {eventUndo},
	eventUndo:   {eventUndo, eventUndone},
}

// record is one line of a journal.
type record struct {
	Event    event  `json:"event"`
	Time     string `json:"time"` // RFC 3339, UTC
	Tool     string `json:"tool"`
	Manifest string `json:"manifest_sha256,omitempty"` // begin
	Merged   []step `json:"merged,omitempty"`          // undo: replaces the inverse steps of its paths
	Kept     []name `json:"kept,omitempty"`            // undo: paths that stay as the user has them
}

// journal is small (a run closes after two records), so it is rewritten whole, by rename: what a
// crash leaves is the journal before or after, and any other content is damage.
type journal []record

const journalHead = "rtconsolidate journal 1"

// state is the run's state by its last record.
func (j journal) state() State {
	switch j[len(j)-1].Event {
	case eventCommit:
		return Applied
	case eventUndo:
		return UndoInterrupted
	case eventUndone:
		return RolledBack
	}
	return Interrupted
}

// undo is the last undo record; nil when there is none.
func (j journal) undo() *record {
	for i := len(j) - 1; i >= 0; i-- {
		if j[i].Event == eventUndo {
			return &j[i]
		}
	}
	return nil
}

// encode writes a line per record: its length in bytes, the hash of the previous line's hash and of
// its own text, its text. The first hash binds the run's id; the seal at the end shows a cut tail.
func (j journal) encode(run string) []byte {
	var out bytes.Buffer
	fmt.Fprintln(&out, journalHead)
	prev := sumOf([]byte(run))
	for _, r := range j {
		text := compact(r)
		prev = sumOf(append([]byte(prev), text...))
		fmt.Fprintf(&out, "%d %s %s\n", len(text), prev, text)
	}
	fmt.Fprintf(&out, "end %d %s\n", len(j), prev)
	return out.Bytes()
}

// decodeJournal accepts exactly what encode writes.
func decodeJournal(run string, data []byte) (journal, error) {
	lines := strings.Split(string(data), "\n")
	if len(lines) < 4 || lines[0] != journalHead {
		return nil, errors.New("is not a journal, or is cut short")
	}
	var j journal
	last := event("")
	for i, line := range lines[1 : len(lines)-2] {
		r, err := decodeRecord(line)
		if err != nil {
			return nil, fmt.Errorf("holds a bad record on line %d: %w", i+2, err)
		}
		if !mayFollow(last, r.Event) {
			return nil, fmt.Errorf("holds the event %q out of place on line %d", r.Event, i+2)
		}
		last = r.Event
		j = append(j, r)
	}
	if !bytes.Equal(j.encode(run), data) {
		return nil, errors.New("does not match its own hashes")
	}
	return j, nil
}

func mayFollow(last, next event) bool {
	for _, e := range follows[last] {
		if e == next {
			return true
		}
	}
	return false
}

func decodeRecord(line string) (record, error) {
	var r record
	fields := strings.SplitN(line, " ", 3)
	if len(fields) != 3 || fields[0] != strconv.Itoa(len(fields[2])) {
		return r, errors.New("its length is wrong")
	}
	if err := strict([]byte(fields[2]), &r); err != nil {
		return r, err
	}
	if _, err := time.Parse(time.RFC3339, r.Time); err != nil {
		return r, errors.New("its time is not RFC 3339")
	}
	if r.Event == eventBegin && !isSum(r.Manifest) {
		return r, errors.New("it names no manifest")
	}
	for _, s := range r.Merged {
		if err := checkPath(s.Path); err != nil {
			return r, err
		}
	}
	return r, nil
}

// compact encodes without the escapes that are meant for HTML.
func compact(v any) []byte {
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		panic(err) // our own structs always encode
	}
	return bytes.TrimSuffix(out.Bytes(), []byte("\n"))
}

// strict decodes one document that has no unknown keys and nothing behind it.
func strict(data []byte, v any) error {
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(v); err != nil {
		return err
	}
	if dec.More() {
		return errors.New("there is more than one document")
	}
	return nil
}
