package pictures

import (
	"maps"
	"slices"

	"placard/handlers/problem"
	"placard/handlers/signedurl"
	"placard/templates"
)

// apply sets the values that a query gives by name, after the changes and after what stands for those that
// it does not give.
func apply(t *templates.Template, changes templates.Changes, defaults, values []signedurl.Param) (*templates.Document, error) {
	named, err := templates.FromQuery(t, pairs(values))
	if err != nil {
		return nil, unknownName(t, values, err)
	}
	given := append(slices.Clip(changes), named...)
	known := slices.DeleteFunc(slices.Clone(defaults), func(d signedurl.Param) bool {
		return !hasName(t, d) || slices.ContainsFunc(values, func(v signedurl.Param) bool { return v.Name == d.Name })
	})
	doc, err := applyAll(t, known, given)
	if err == nil || len(known) == 0 {
		return doc, err
	}
	// One of the defaults may be more than the template takes, such as a title of 300 letters. That is not
	// the caller's doing, so the picture goes without it.
	for i := range known {
		if doc, err := applyAll(t, slices.Delete(slices.Clone(known), i, i+1), given); err == nil {
			return doc, nil
		}
	}
	return nil, err
}

func applyAll(t *templates.Template, defaults []signedurl.Param, given templates.Changes) (*templates.Document, error) {
	first, err := templates.FromQuery(t, pairs(defaults))
	if err != nil {
		return nil, err
	}
	return t.Apply(append(first, given...))
}

// hasName says whether a name means something to a template.
func hasName(t *templates.Template, p signedurl.Param) bool {
	_, err := templates.FromQuery(t, pairs([]signedurl.Param{p}))
	return err == nil
}

func pairs(params []signedurl.Param) []templates.Pair {
	all := make([]templates.Pair, len(params))
	for i, p := range params {
		all[i] = templates.Pair(p)
	}
	return all
}

// unknownName is FromQuery's error, with what is added where a name may have been meant for an option.
func unknownName(t *templates.Template, values []signedurl.Param, err error) error {
	options := slices.Collect(maps.Keys(optionNames))
	for _, v := range values {
		if near := templates.Nearest(v.Name, options); near != "" && !hasName(t, v) {
			return problem.New(problem.BadRequest, "%s; or did you mean the option %q?", err, near)
		}
	}
	return err
}
