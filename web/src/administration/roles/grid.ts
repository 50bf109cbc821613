/** The permissions of a role as a grid. */
import type { Permission, Scope } from './queries';

export const SCOPES = ['none', 'own', 'team', 'subtree', 'all'] as const;
export type Choice = (typeof SCOPES)[number];
export type Held = Readonly<Record<string, Scope>>;

export const isScope = (value: unknown): value is Scope =>
  typeof value === 'string' && value !== 'none' && SCOPES.some((one) => one === value);

/** Permission → scope, of what a form holds. */
export function heldIn(value: unknown): Held {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(Object.entries(value).filter((one): one is [string, Scope] => isScope(one[1])));
}

export function changed(held: Held, permission: string, choice: Choice): Held {
  const rest = Object.fromEntries(Object.entries(held).filter(([name]) => name !== permission));
  return choice === 'none' ? rest : { ...rest, [permission]: choice };
}

/** By object, in the order in which the services name them. */
export function grouped(permissions: readonly Permission[]): [object: string, permissions: Permission[]][] {
  const groups = new Map<string, Permission[]>();
  for (const one of permissions) {
    const object = one.name.split('.')[0] ?? one.name;
    groups.set(object, [...(groups.get(object) ?? []), one]);
  }
  return [...groups];
}
