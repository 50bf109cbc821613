/**
 * Phone numbers in groups, as people of their country read them aloud: +86 138 0013 8000. Only the countries
 * that most of our customers are in have their own grouping; the rest is cut into threes and fours.
 */

/** Calling codes of one and two digits; all others have three. */
const SHORT_CODES = new Set(
  (
    '1 7 20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 ' +
    '81 82 84 86 90 91 92 93 94 95 98'
  ).split(' '),
);

/** By calling code: what the number after it looks like, and the lengths of its groups. */
const GROUPINGS: Readonly<Record<string, readonly (readonly [RegExp, readonly number[]])[]>> = {
  '1': [[/^\d{10}$/, [3, 3, 4]]],
  '7': [[/^\d{10}$/, [3, 3, 2, 2]]],
  '33': [[/^\d{9}$/, [1, 2, 2, 2, 2]]],
  '44': [
    [/^20\d{8}$/, [2, 4, 4]],
    [/^7\d{9}$/, [4, 6]],
  ],
  '65': [[/^\d{8}$/, [4, 4]]],
  '81': [
    [/^[789]0\d{8}$/, [2, 4, 4]],
    [/^[36]\d{8}$/, [1, 4, 4]],
  ],
  '82': [
    [/^10\d{8}$/, [2, 4, 4]],
    [/^2\d{8}$/, [1, 4, 4]],
  ],
  '86': [
    [/^1[3-9]\d{9}$/, [3, 4, 4]],
    [/^(10|2\d)\d{8}$/, [2, 4, 4]],
    [/^[3-9]\d{10}$/, [3, 4, 4]],
    [/^[3-9]\d{9}$/, [3, 3, 4]],
  ],
  '852': [[/^\d{8}$/, [4, 4]]],
  '853': [[/^\d{8}$/, [4, 4]]],
  '886': [
    [/^9\d{8}$/, [3, 3, 3]],
    [/^2\d{8}$/, [1, 4, 4]],
  ],
};

/** `+8613800138000` → `+86 138 0013 8000`; what is not in E.164 stays as it is. */
export function grouped(number: string): string {
  const digits = /^\+(\d{7,15})$/.exec(number)?.[1];
  if (digits === undefined) return number;
  const code = [1, 2].map((length) => digits.slice(0, length)).find((one) => SHORT_CODES.has(one));
  const calling = code ?? digits.slice(0, 3);
  const national = digits.slice(calling.length);
  const known = GROUPINGS[calling]?.find(([shape]) => shape.test(national))?.[1];
  return [`+${calling}`, ...cut(national, known ?? evenly(national.length))].join(' ');
}

function cut(digits: string, lengths: readonly number[]): string[] {
  let at = 0;
  return lengths.map((length) => digits.slice(at, (at += length)));
}

/** Threes, with fours at the end where threes do not come out: 8 → 4 4, 9 → 3 3 3, 10 → 3 3 4, 11 → 3 4 4. */
function evenly(length: number): number[] {
  if (length <= 4) return [length];
  const groups = Math.max(Math.floor(length / 3), Math.ceil(length / 4));
  const longer = length - groups * 3;
  return Array.from({ length: groups }, (_, index) => (index >= groups - longer ? 4 : 3));
}
