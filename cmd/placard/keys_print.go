package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"time"

	"placard/store"
)

// printSecrets prints a key that was just made, this once.
func printSecrets(w io.Writer, made store.Made) error {
	_, err := fmt.Fprintf(w, "  id              %s\n  API key         %s\n  signing secret  %s\n", made.ID, made.APIKey.Reveal(), made.SigningSecret.Reveal())
	return err
}

// printKeys prints a line a key.
func printKeys(out io.Writer, all []store.Key) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprint(w, "ID\tNAME\tSCOPES\tTEMPLATES\tA MINUTE\tA MONTH\tSCHEMES\tCREATED\tREVOKED\n")
	for _, k := range all {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", k.ID, or(k.Name, "-"), join(k.Scopes), or(join(k.Templates), "all"),
			limit(int64(k.RatePerMinute)), limit(k.MonthlyQuota), join(k.Schemes), day(k.Created), day(k.Revoked))
	}
	return w.Flush()
}

// keyJSON is a key as /v1/keys has it, without secrets.
type keyJSON struct {
	ID            string        `json:"id"`
	Name          string        `json:"name"`
	Scopes        []store.Scope `json:"scopes"`
	Templates     []string      `json:"templates"`
	RatePerMinute int           `json:"rate_per_minute"`
	MonthlyQuota  int64         `json:"monthly_quota"`
	Schemes       []string      `json:"schemes"`
	Created       time.Time     `json:"created,omitzero"`
	Revoked       time.Time     `json:"revoked,omitzero"`
}

func asJSON(k store.Key) keyJSON {
	return keyJSON{k.ID, k.Name, k.Scopes, append([]string{}, k.Templates...), k.RatePerMinute, k.MonthlyQuota, k.Schemes, k.Created, k.Revoked}
}

func printJSON(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}

func join[T ~string](values []T) string {
	var out []string
	for _, v := range values {
		out = append(out, string(v))
	}
	return strings.Join(out, ",")
}

func limit(n int64) string {
	if n == 0 {
		return "-"
	}
	return fmt.Sprint(n)
}

func day(t time.Time) string {
	if t.IsZero() {
		return "-"
	}
	return t.Format(time.DateOnly)
}

func or(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}
