import { expect, test } from 'vitest';
import { leads, sells } from './leading';

test('whoever sees the deals of teams below, or gives those of a team to others, leads', () => {
  const who = (read?: string, assign?: string) =>
    ({
      permissions: {
        ...(read ? { 'opportunity.read': read } : {}),
        ...(assign ? { 'opportunity.assign': assign } : {}),
      },
    }) as Parameters<typeof leads>[0]; // as: scopes
  expect([who('subtree'), who('all'), who('team', 'team')].map(leads)).toEqual([true, true, true]);
  expect([who(), who('own'), who('team'), who('team', 'own')].map(leads)).toEqual([
    false,
    false,
    false,
    false,
  ]);
  expect([who(), who('own')].map(sells)).toEqual([false, true]);
});
