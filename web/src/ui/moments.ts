/** Moments in the zone of whoever is signed in, as inputs and days need them. */

interface Parts {
  year: string;
  month: string;
  day: string;
  hour: string;
  minute: string;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function format(zone: string): Intl.DateTimeFormat {
  const kept = formats.get(zone);
  if (kept) return kept;
  const made = new Intl.DateTimeFormat('en', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
  formats.set(zone, made);
  return made;
}

function partsOf(moment: Date, zone: string): Parts {
  const found: Record<string, string> = {};
  for (const { type, value } of format(zone).formatToParts(moment)) found[type] = value;
  const { year = '', month = '', day = '', hour = '', minute = '' } = found;
  return { year: year.padStart(4, '0'), month, day, hour, minute };
}

/** The day a moment lies on: `2026-11-22`. */
export function dayOf(moment: string | Date, zone: string): string {
  const { year, month, day } = partsOf(new Date(moment), zone);
  return `${year}-${month}-${day}`;
}

/** As `<input type="datetime-local">` holds it: `2026-11-22T09:30`. */
export function localOf(moment: string | Date, zone: string): string {
  const { hour, minute } = partsOf(new Date(moment), zone);
  return `${dayOf(moment, zone)}T${hour}:${minute}`;
}

/** The moment of what such an input holds; undefined when it holds none. */
export function momentOf(local: string, zone: string): string | undefined {
  const wanted = Date.parse(`${local}Z`);
  if (Number.isNaN(wanted)) return undefined;
  let guess = wanted;
  // Twice, since the first guess may lie on the other side of a change of the clocks.
  for (let round = 0; round < 2; round++) {
    guess += wanted - Date.parse(`${localOf(new Date(guess), zone)}Z`);
  }
  return new Date(guess).toISOString();
}
