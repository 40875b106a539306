// Command client renders a card with the client that oapi-codegen makes of the OpenAPI document: it prints
// what the server says of the picture, and stores the picture.
package main

import (
	"context"
	"fmt"
	"net/http"
	"os"
)

func main() {
	if err := run(context.Background(), os.Args[1], os.Args[2], os.Args[3]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(ctx context.Context, base, key, file string) error {
	c, err := NewClientWithResponses(base, WithRequestEditorFn(func(_ context.Context, r *http.Request) error {
		r.Header.Set("Authorization", "Bearer "+key)
		return nil
	}))
	if err != nil {
		return err
	}
	order := RenderOrder{Format: new(Format), Width: new(int), Changes: new(Changes)}
	*order.Format, *order.Width = "png", 240
	order.Template = &RenderOrder_Template{}
	if err := order.Template.FromTemplateRef("card"); err != nil {
		return err
	}
	if err := order.Changes.FromChanges1(map[string]any{"title": "Generated"}); err != nil {
		return err
	}
	accept := "application/json"
	said, err := c.RenderWithResponse(ctx, &RenderParams{Accept: &accept}, order)
	if err != nil || said.JSON200 == nil {
		return fmt.Errorf("description: %v, %s", err, said.Body)
	}
	fmt.Println(said.JSON200.Width, said.JSON200.Height, said.JSON200.Format, said.JSON200.Alt)
	picture, err := c.RenderWithResponse(ctx, &RenderParams{}, order)
	if err != nil || picture.StatusCode() != http.StatusOK {
		return fmt.Errorf("picture: %v, %s", err, picture.Status())
	}
	if err := os.WriteFile(file, picture.Body, 0o600); err != nil {
		return err
	}
	pdf, pages, paper := order, PDFPages{{}, {}}, PaperSize("A6")
	pdf.Width, pdf.Pages, pdf.PaperSize = nil, &pages, &paper
	*pdf.Format = "pdf"
	if said, err = c.RenderWithResponse(ctx, &RenderParams{Accept: &accept}, pdf); err != nil || said.JSON200 == nil {
		return fmt.Errorf("description of a PDF: %v, %s", err, said.Body)
	}
	fmt.Println(said.JSON200.Format, *said.JSON200.Pages)
	order.Changes = new(Changes)
	if err := order.Changes.FromChanges1(map[string]any{"titel": "Generated"}); err != nil {
		return err
	}
	wrong, err := c.RenderWithResponse(ctx, &RenderParams{}, order)
	if err != nil || wrong.ApplicationproblemJSON400 == nil {
		return fmt.Errorf("problem: %v, %s", err, wrong.Body)
	}
	fmt.Println(wrong.ApplicationproblemJSON400.Status, *wrong.ApplicationproblemJSON400.Detail)
	return nil
}
