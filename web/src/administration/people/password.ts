/** Without what is mistaken for something else when it is read aloud: 0 and o, 1 and l. */
const SIGNS = 'abcdefghijkmnpqrstuvwxyz23456789';
const GROUPS = 4;
const SIZE = 5;

/** A first password that nobody guesses and everybody can type: 100 random bits in four groups. */
export function madeUp(): string {
  const random = crypto.getRandomValues(new Uint8Array(GROUPS * SIZE));
  // 256 is a multiple of how many signs there are: each is as likely as the others
  const signs = Array.from(random, (byte) => SIGNS.charAt(byte % SIGNS.length));
  return Array.from({ length: GROUPS }, (_, at) => signs.slice(at * SIZE, (at + 1) * SIZE).join('')).join(
    '-',
  );
}
