package content

import (
	"strconv"

	"github.com/labstack/echo/v4"

	"placard/handlers/plainjson"
)

// JSON answers with a value, for programs and for people at a terminal. Nobody may keep it: it may hold
// secrets, and is another one soon. The length is told here so that HEAD tells it too.
func JSON(c echo.Context, status int, v any) error {
	data, err := plainjson.Marshal(v)
	if err != nil {
		return err
	}
	data = append(data, '\n')
	h := c.Response().Header()
	h.Set(echo.HeaderCacheControl, "no-store")
	h.Set(echo.HeaderContentLength, strconv.Itoa(len(data)))
	return c.JSONBlob(status, data)
}
