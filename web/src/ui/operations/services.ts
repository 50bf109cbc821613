/** The services that take files in and change many records at once, all in the same words. */
import { useMe } from '../../session/session';

export const SERVICES = ['customer', 'sales'] as const;
export type Service = (typeof SERVICES)[number];
type Act = 'bulk_update' | 'import';

/** What permissions to act on many of its records begin with. */
const THINGS: Record<Service, readonly string[]> = { customer: ['customer'], sales: ['lead', 'opportunity'] };
const SOLD = new Set(['leads', 'opportunities']);

/** The service that has these records. */
export const serviceOf = (target: string): Service => (SOLD.has(target) ? 'sales' : 'customer');

/** Any of these lets somebody act on records of the service. */
export const permissionsIn = (service: Service, act: Act): string[] =>
  THINGS[service].map((thing) => `${thing}.${act}`);

/** The services in which whoever is signed in may do it. */
export function useServices(...acts: Act[]): readonly Service[] {
  const held = useMe().permissions;
  return SERVICES.filter((service) =>
    acts.some((act) => permissionsIn(service, act).some((permission) => permission in held)),
  );
}
