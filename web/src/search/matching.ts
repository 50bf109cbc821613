/** How well a name fits what was typed: pages and actions are found by their letters in order. */

const BOUNDARY = /[\s/·、，,.\-—:：(（]/;

/** Larger is better; undefined: not at all. Letters in order, near each other and at beginnings of words. */
export function fit(typed: string, name: string): number | undefined {
  const wanted = fold(typed).filter((one) => one.trim() !== '');
  const given = fold(name);
  if (wanted.length === 0) return 0;
  let score = 0;
  let at = -1;
  for (const letter of wanted) {
    const found = next(given, letter, at);
    if (found === undefined) return undefined;
    if (found === at + 1) score += 3;
    else if (begins(given, found)) score += 2;
    at = found;
  }
  return score / wanted.length - given.length / 1000;
}

/** The next place of a letter: right behind the last one, at the beginning of a word, or anywhere. */
function next(given: readonly string[], letter: string, last: number): number | undefined {
  if (given[last + 1] === letter) return last + 1;
  let first: number | undefined;
  for (let at = last + 1; at < given.length; at++) {
    if (given[at] !== letter) continue;
    if (begins(given, at)) return at;
    first ??= at;
  }
  return first;
}

const begins = (given: readonly string[], at: number) => at === 0 || BOUNDARY.test(given[at - 1] ?? '');

const fold = (text: string) => Array.from(text.normalize('NFKC').toLocaleLowerCase());

/** The best of them, best first, by any of their names; the first one is what they are called here. */
export function best<T>(
  typed: string,
  all: readonly T[],
  names: (one: T) => readonly string[],
  most: number,
): T[] {
  return all
    .map((one) => {
      const fits = names(one).map((name, at) => (fit(typed, name) ?? -Infinity) - (at > 0 ? OTHER_NAME : 0));
      return { one, score: Math.max(...fits) };
    })
    .filter(({ score }) => score >= LOOSEST)
    .sort((a, b) => b.score - a.score)
    .slice(0, most)
    .map(({ one }) => one);
}

/** Below this the letters are scattered over the name by chance. */
const LOOSEST = 1;
const OTHER_NAME = 0.25;
