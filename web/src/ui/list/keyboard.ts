/** Where the keys of a grid lead. The header is row -1. */

export interface Spot {
  row: number;
  column: number;
}

export interface Bounds {
  rows: number;
  columns: number;
  /** Rows that are seen at once. */
  page: number;
}

export interface Pressed {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
}

/** The spot that a key moves to; undefined: it moves nothing. */
export function move(from: Spot, pressed: Pressed, bounds: Bounds): Spot | undefined {
  const far = pressed.ctrlKey || pressed.metaKey;
  const steps: Record<string, Spot> = {
    ArrowUp: { ...from, row: far ? 0 : from.row - 1 },
    ArrowDown: { ...from, row: far ? bounds.rows - 1 : from.row + 1 },
    ArrowLeft: { ...from, column: far ? 0 : from.column - 1 },
    ArrowRight: { ...from, column: far ? bounds.columns - 1 : from.column + 1 },
    PageUp: { ...from, row: Math.max(0, from.row - bounds.page) },
    PageDown: { ...from, row: from.row + bounds.page },
    Home: { row: far ? 0 : from.row, column: 0 },
    End: { row: far ? bounds.rows - 1 : from.row, column: bounds.columns - 1 },
  };
  const to = steps[pressed.key];
  return to && within(to, bounds);
}

export function within(spot: Spot, bounds: Omit<Bounds, 'page'>): Spot {
  return {
    row: Math.min(Math.max(spot.row, -1), bounds.rows - 1),
    column: Math.min(Math.max(spot.column, 0), bounds.columns - 1),
  };
}
