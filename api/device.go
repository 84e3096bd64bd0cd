package api

import (
	"context"
	"time"

	"approvals/storage/account"
)

// The device cookie tells a browser that has signed in to an account before from
// strangers at the same address, whose wrong passwords must not keep it out. It grants no
// access.
const (
	deviceCookieName = "approvals_device"
	deviceLifetime   = 365 * 24 * time.Hour
)

// signInFrom returns where the request's password is tried from.
func signInFrom(ctx context.Context) account.SignInFrom {
	about := callOf(ctx)
	return account.SignInFrom{Address: about.address, Device: about.device}
}

// admit starts a session of the user and makes the browser known to the account. It
// returns the cookies of both.
func (s *Server) admit(ctx context.Context, userID string) ([]string, error) {
	session, err := s.startSession(ctx, userID)
	if err != nil {
		return nil, err
	}
	token, err := s.store.KeepDevice(ctx, userID, callOf(ctx).device)
	if err != nil {
		return nil, err
	}
	device := newCookie(ctx, deviceCookieName, token, time.Now().Add(deviceLifetime))
	return []string{session.String(), device.String()}, nil
}
