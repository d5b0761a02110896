// What makes a PIN: six digits that nobody guesses at once.
const EASY = /^(\d)\1{5}$/;

/** The word of what is wrong with a new PIN, or "". */
export function pinProblem(pin, again) {
  if (!/^\d{6}$/.test(pin)) return 'pin_six';
  if (EASY.test(pin) || '01234567890'.includes(pin) || '09876543210'.includes(pin)) return 'pin_easy';
  return pin === again ? '' : 'pin_differs';
}
