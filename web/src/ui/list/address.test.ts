import { describe, expect, test } from 'vitest';
import { canonical, differs, ofView, PLAIN, read, write } from './address';

const VIEW = ofView({
  condition: { op: 'eq', field: 'industry', value: 'retail' },
  sort: '-updated_at',
  columns: ['name', 'owner_id'],
});

describe('what a list shows', () => {
  test('is what its view keeps, and what the address says goes before', () => {
    const address = new URLSearchParams('view=1&sort=name&q=li');
    const shown = read(address, VIEW);
    expect(shown).toEqual({ ...VIEW, sort: 'name', q: 'li' });
    expect(differs(shown, VIEW)).toBe(true);
  });

  test('can be without what the view keeps', () => {
    const address = write(new URLSearchParams('view=1'), VIEW, { filter: '' });
    expect(address.get('filter')).toBe('');
    expect(read(address, VIEW).filter).toBe('');
  });

  test('is not said twice: back at the view, the address names only the view', () => {
    const away = write(new URLSearchParams('view=1'), VIEW, { sort: 'name', columns: ['name'] });
    expect(away.toString()).toBe('view=1&sort=name&columns=name');
    expect(write(away, VIEW, { sort: VIEW.sort, columns: VIEW.columns }).toString()).toBe('view=1');
  });

  test('does not differ by the order in which the database keeps the keys of a condition', () => {
    const filter = canonical({ field: 'industry', value: 'retail', op: 'eq' });
    expect(differs({ ...VIEW, filter }, VIEW)).toBe(false);
  });

  test('does not differ by the free text, which no view keeps', () => {
    expect(differs({ ...PLAIN, q: 'li' }, PLAIN)).toBe(false);
  });

  test('leaves alone what else the address says', () => {
    expect(write(new URLSearchParams('tab=x'), PLAIN, { q: 'li' }).toString()).toBe('tab=x&q=li');
  });

  test('has no condition when somebody mistyped it', () => {
    expect(read(new URLSearchParams('filter={"field"'), PLAIN).filter).toBe('');
  });
});
