import { useTranslation } from 'react-i18next';
import { useRoles } from './queries';
import { useWords } from './words';

/** What a role is called, by its id; for those who may not see roles, as whoever told of it calls it. */
export function useRoleName(): (id: string, otherwise: string) => string {
  const words = useWords();
  const roles = useRoles();
  return (id, otherwise) => {
    const role = roles.get(id);
    return role ? words.role(role) : otherwise;
  };
}

interface Told {
  role_id: string;
  name: string;
}

/** Several of them, as a sentence lists them; `told` is what those who may not see roles know of them. */
export function useRoleNames(told: readonly Told[] = []): (ids: readonly string[]) => string {
  const { i18n } = useTranslation();
  const words = useWords();
  const nameOf = useRoleName();
  const list = new Intl.ListFormat(i18n.language);
  const names = new Map(told.map((one) => [one.role_id, words.role(one)]));
  return (ids) => list.format(ids.map((id) => nameOf(id, names.get(id) ?? '')).filter((name) => name !== ''));
}
