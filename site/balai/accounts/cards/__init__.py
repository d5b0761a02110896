"""Signing in with a printed card and a PIN: for people who have no e-mail and type little."""
