package problem

import "net/http"

// Kind is a class of problems: the last part of its type URI, its status and its title.
type Kind struct {
	Name   string
	Status int
	Title  string
}

// The kinds, by status; docs/api.md lists them.
var (
	BadRequest           = Kind{"bad-request", http.StatusBadRequest, "The request cannot be understood"}
	Unauthorized         = Kind{"unauthorized", http.StatusUnauthorized, "The request needs an API key"}
	QuotaUsedUp          = Kind{"quota", http.StatusPaymentRequired, "The key's quota of this month is used up"}
	BadSignature         = Kind{"bad-signature", http.StatusForbidden, "The signature is missing or wrong"}
	Expired              = Kind{"expired", http.StatusForbidden, "The URL has expired"}
	Forbidden            = Kind{"forbidden", http.StatusForbidden, "The key may not do this"}
	NotFound             = Kind{"not-found", http.StatusNotFound, "There is no such thing"}
	BadMethod            = Kind{"bad-method", http.StatusMethodNotAllowed, "The method is not allowed"}
	Conflict             = Kind{"conflict", http.StatusConflict, "It does not go with what there is"}
	BadPrecondition      = Kind{"bad-precondition", http.StatusPreconditionFailed, "A condition of the request does not hold"}
	BodyRefused          = Kind{"body-refused", http.StatusRequestEntityTooLarge, "The request has a body"}
	BodyTooLarge         = Kind{"too-large", http.StatusRequestEntityTooLarge, "What was sent is too large"}
	URLTooLong           = Kind{"url-too-long", http.StatusRequestURITooLong, "The URL is too long"}
	UnsupportedType      = Kind{"unsupported", http.StatusUnsupportedMediaType, "What was sent is of a kind that is not read here"}
	BadRange             = Kind{"bad-range", http.StatusRequestedRangeNotSatisfiable, "The picture has no such range"}
	Undrawable           = Kind{"undrawable", http.StatusUnprocessableEntity, "The picture cannot be drawn"}
	Upstream             = Kind{"upstream", http.StatusFailedDependency, "Something that the picture needs cannot be fetched"}
	PreconditionRequired = Kind{"precondition-required", http.StatusPreconditionRequired, "The request needs a condition"}
	Busy                 = Kind{"busy", http.StatusTooManyRequests, "The server is busy"}
	RateLimited          = Kind{"rate-limited", http.StatusTooManyRequests, "There were too many requests"}
	ClientGone           = Kind{"client-gone", 499, "The client closed the connection"} // nginx's status, for the log
	Internal             = Kind{"internal", http.StatusInternalServerError, "Something went wrong here"}
	NotImplemented       = Kind{"not-implemented", http.StatusNotImplemented, "This server does not do that"}
	TooSlow              = Kind{"too-slow", http.StatusServiceUnavailable, "The picture took too long"}
	Unavailable          = Kind{"unavailable", http.StatusServiceUnavailable, "The server cannot do that at the moment"}
)

// Kinds are all of them, for those who document or count them.
var Kinds = []Kind{
	BadRequest, Unauthorized, QuotaUsedUp, BadSignature, Expired, Forbidden, NotFound, BadMethod, Conflict, BadPrecondition,
	BodyRefused, BodyTooLarge, URLTooLong, UnsupportedType, BadRange, Undrawable, Upstream, PreconditionRequired, Busy,
	RateLimited, ClientGone, Internal, NotImplemented, TooSlow, Unavailable,
}
