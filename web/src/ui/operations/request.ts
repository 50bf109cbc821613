/** What an operation was asked to do, part by part: as the service has kept it of the bulk edit. */

export interface Asked {
  act: 'set' | 'addTags' | 'removeTags' | 'delete' | 'restore';
  /** Of the field, where one is set. */
  name: string;
  value: unknown;
}

type Kept = Readonly<Record<string, unknown>>;

const kept = (value: unknown): Kept => (typeof value === 'object' && value !== null ? (value as Kept) : {});

export function asked(request: Kept): Asked[] {
  const { custom, ...values } = kept(request.values);
  const own = Object.entries(kept(custom)).map(([key, value]) => [`custom.${key}`, value] as const);
  const { note, ...assigned } = kept(request.assign ?? request);
  const given = Object.entries(assigned).filter(([name]) => name === 'owner_id' || name === 'team_id');
  const moved = Object.entries(kept(request.move)).filter(([, value]) => value !== null);
  const set = [...Object.entries(values), ...own, ...moved, ...given.filter(([, value]) => value !== null)];
  const found: Asked[] = set.map(([name, value]) => ({ act: 'set', name, value }));
  if (isSome(request.add_tags)) found.push({ act: 'addTags', name: '', value: request.add_tags });
  if (isSome(request.remove_tags)) found.push({ act: 'removeTags', name: '', value: request.remove_tags });
  if (request.deleted === true) found.push({ act: 'delete', name: '', value: null });
  if (request.deleted === false) found.push({ act: 'restore', name: '', value: null });
  if (typeof note === 'string') found.push({ act: 'set', name: 'note', value: note });
  return found;
}

const isSome = (value: unknown): boolean => Array.isArray(value) && value.length > 0;
