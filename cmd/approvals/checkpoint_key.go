package main

import (
	"crypto/ed25519"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"os"
)

// readPrivateKey reads an ed25519 key as `openssl genpkey -algorithm ed25519` writes it.
func readPrivateKey(file string) (ed25519.PrivateKey, error) {
	raw, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("the key of the checkpoints: %w", err)
	}
	block, _ := pem.Decode(raw)
	if block == nil {
		return nil, fmt.Errorf("the key of the checkpoints, %s, is not in PEM form", file)
	}
	key, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	if err != nil {
		return nil, fmt.Errorf("the key of the checkpoints, %s: %w", file, err)
	}
	signing, ok := key.(ed25519.PrivateKey)
	if !ok {
		return nil, fmt.Errorf("the key of the checkpoints, %s, is not an ed25519 key", file)
	}
	return signing, nil
}

// readPublicKeys reads one or more ed25519 keys as `openssl pkey -pubout` writes them.
func readPublicKeys(file string) (keys []ed25519.PublicKey, err error) {
	raw, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("the public keys of the checkpoints: %w", err)
	}
	for {
		var block *pem.Block
		if block, raw = pem.Decode(raw); block == nil {
			break
		}
		key, err := x509.ParsePKIXPublicKey(block.Bytes)
		public, ok := key.(ed25519.PublicKey)
		if err != nil || !ok {
			return nil, fmt.Errorf("the public keys of the checkpoints, %s: one is not an ed25519 key", file)
		}
		keys = append(keys, public)
	}
	if len(keys) == 0 {
		return nil, fmt.Errorf("the public keys of the checkpoints, %s: there is none in PEM form", file)
	}
	return keys, nil
}
