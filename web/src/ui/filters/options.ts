/** What may be chosen as the value of a question about a field, where that is a known set. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useColleagues, useTeams } from '../directory';
import { COUNTRIES, currencies, LANGUAGES, zones } from '../fields/codes';
import type { Option } from '../fields/editors/chosen';
import { useNames } from '../fields/names';
import { useTags } from '../fields/tags';
import type { AskedField } from './asked';

/** Stands for whoever asks. */
export const ME = 'me';

export function useOptions(field: AskedField): Option[] | undefined {
  const { t } = useTranslation('ui/filters');
  const people = useColleagues();
  const teams = useTeams();
  const tags = useTags(field.kind === 'tags');
  const names = useNames();
  return useMemo(() => {
    if (field.choices) return [...field.choices];
    switch (field.kind) {
      case 'person':
        return [
          ...(field.filter.kind === 'reference' ? [{ value: ME, label: t('me') }] : []),
          ...[...people.values()].map(({ id, name, search }) => ({ value: id, label: name, search })),
        ];
      case 'team':
        return [...teams.values()].map((one) => ({ value: one.id, label: one.name }));
      case 'tags':
        return [...tags.values()].map(({ id, name, colour }) => ({ value: id, label: name, colour }));
      case 'country':
        return COUNTRIES.map((code) => ({ value: code, label: names.country(code) }));
      case 'currency':
        return currencies().map((code) => ({ value: code, label: names.currency(code) }));
      case 'language':
        return LANGUAGES.map((code) => ({ value: code, label: names.language(code) }));
      case 'zone':
        return zones().map((code) => ({ value: code, label: names.zone(code) }));
      default:
        return undefined;
    }
  }, [field, t, people, teams, tags, names]);
}
