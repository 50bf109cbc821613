/** Server-sent events as they come over the wire (WHATWG HTML, 9.2), piece by piece. */

export interface Heard {
  event: string;
  data: string;
}

interface Ears {
  event: (one: Heard) => void;
  /** How far the stream is now; said with events, and by pings between them. */
  position: (id: string) => void;
}

/** Feed it pieces of text in whatever way they were cut. */
export function parser(ears: Ears): (piece: string) => void {
  let rest = '';
  let event = '';
  let id: string | undefined;
  let data: string[] = [];
  const line = (text: string) => {
    if (text === '') {
      if (id !== undefined) ears.position(id);
      if (data.length > 0) ears.event({ event: event || 'message', data: data.join('\n') });
      event = '';
      id = undefined;
      data = [];
      return;
    }
    const colon = text.indexOf(':');
    const field = colon < 0 ? text : text.slice(0, colon);
    const value = colon < 0 ? '' : text.slice(colon + 1).replace(/^ /, '');
    if (field === 'event') event = value;
    else if (field === 'data') data.push(value);
    else if (field === 'id') id = value;
  };
  return (piece) => {
    const lines = (rest + piece).split(/\r\n|\n/);
    rest = lines.pop() ?? '';
    lines.forEach(line);
  };
}
