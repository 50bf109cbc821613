import { useCallback, useState } from 'react';
import { bounded, type Widths } from './columns';

/** How wide somebody made the columns of a list, on this device: screens differ more than people. */
export function useWidths(list: string): [Widths, (name: string, width: number) => void] {
  const kept = `widths.${list}`;
  const [widths, setWidths] = useState(() => readWidths(localStorage.getItem(kept)));
  const set = useCallback(
    (name: string, width: number) =>
      setWidths((before) => {
        const next = { ...before, [name]: bounded(width) };
        localStorage.setItem(kept, JSON.stringify(next));
        return next;
      }),
    [kept],
  );
  return [widths, set];
}

function readWidths(text: string | null): Widths {
  try {
    const found: unknown = JSON.parse(text ?? '{}');
    const entries = Object.entries(found ?? {}).filter(([, width]) => typeof width === 'number');
    return Object.fromEntries(entries); // only numbers are left
  } catch {
    return {};
  }
}
