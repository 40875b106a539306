package cache

import (
	"container/list"
	"time"
)

// index knows the files on disk by age, oldest first. Since all live equally long, the one that is
// evicted first is the one that expires first. It is not safe for concurrent use.
type index struct {
	files map[string]*list.Element // of *file
	ages  list.List                // of *file, oldest in front
	bytes int64
}

type file struct {
	name    string
	size    int64
	created time.Time
}

// add records a file, or that it was replaced.
func (x *index) add(name string, size int64, created time.Time) {
	x.drop(name)
	if x.files == nil {
		x.files = map[string]*list.Element{}
	}
	f := &file{name, size, created}
	x.bytes += size
	at := x.ages.Back() // nearly always the right place: files are added as they are made
	for at != nil && at.Value.(*file).created.After(created) {
		at = at.Prev()
	}
	if at == nil {
		x.files[name] = x.ages.PushFront(f)
	} else {
		x.files[name] = x.ages.InsertAfter(f, at)
	}
}

func (x *index) drop(name string) {
	if e, ok := x.files[name]; ok {
		x.bytes -= e.Value.(*file).size
		x.ages.Remove(e)
		delete(x.files, name)
	}
}

// oldest returns nil when there is none.
func (x *index) oldest() *file {
	if e := x.ages.Front(); e != nil {
		return e.Value.(*file)
	}
	return nil
}
