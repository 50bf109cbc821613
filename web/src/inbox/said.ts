/** The parameters of an item, of which a newer service may say others, and the sentences made of them. */

export type Said = Record<string, unknown>;
export const text = (said: Said, name: string): string => {
  const value = said[name];
  return typeof value === 'string' ? value : '';
};
export const number = (said: Said, name: string): number => {
  const value = said[name];
  return typeof value === 'number' ? value : 0;
};
export const texts = (said: Said, name: string): string[] => {
  const value = said[name];
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
};

export interface Words {
  title: string;
  detail: string;
}

/** The list of what one looks after, the latest first. */
export function mine(place: string): string {
  const filter = JSON.stringify({ field: 'owner_id', op: 'eq', value: 'me' });
  return `${place}?${new URLSearchParams({ filter, sort: '-updated_at' }).toString()}`;
}
