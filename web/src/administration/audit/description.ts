/** What a line of the trail is to its list (services/identity/identity/audit/queries.py); it is read only. */
import { useTranslation } from 'react-i18next';
import { agentOf } from '../../me/security/agent';
import { useColleagues } from '../../ui/directory';
import type { FilterKind } from '../../ui/filters/operators';
import type { Choice, FieldDescription, ObjectDescription } from '../../ui/records/description';
import { KINDS, SERVICES, THINGS } from './known';
import { LIST, useTrail, type Line } from './queries';
import { useSentences } from './sentences';
import { useWords } from './words';

// The list shows nothing but lines, so `record` is one.
const reading = (read: (line: Line) => unknown) => (record: object) => read(record as Line);
const asked = (field: string, kind: FilterKind) => ({ field, kind });

export function useTrailDescription(): ObjectDescription<Line> {
  const { t } = useTranslation('administration/audit');
  const sentences = useSentences();
  const words = useWords();
  const actors = useActors();
  const named = (names: readonly string[], name: (one: string) => string): Choice[] =>
    names.map((value) => ({ value, label: name(value) }));
  const chosen = (name: string, label: string, choices: readonly Choice[]): FieldDescription => ({
    name,
    label,
    kind: 'choice',
    choices,
    filter: asked(name, 'choice'),
  });
  const fields: FieldDescription[] = [
    {
      name: 'sentence',
      label: t('sentence'),
      kind: 'text',
      read: reading((line) => sentences.line(line, words.record(line))),
      width: 400,
      initially: true,
    },
    {
      name: 'at',
      label: t('at'),
      kind: 'moment',
      filter: asked('at', 'moment'),
      sort: 'at',
      width: 140,
      initially: true,
    },
    {
      name: 'changes',
      label: t('changes'),
      kind: 'longText',
      read: reading(words.changes),
      width: 420,
      initially: true,
    },
    {
      name: 'address',
      label: t('address'),
      kind: 'text',
      filter: asked('address', 'choice'),
      width: 140,
      initially: true,
    },
    {
      name: 'device',
      label: t('device'),
      kind: 'text',
      read: reading(({ device }) => device && agentOf(device)),
    },
    {
      ...chosen('actor', t('actor'), actors),
      kind: 'text',
      read: reading(({ actor }) => sentences.person(actor)),
    },
    {
      name: 'record_id',
      label: t('record'),
      kind: 'text',
      read: reading(words.record),
      filter: asked('record_id', 'reference'),
    },
    chosen('thing', t('thing'), named(THINGS, sentences.thing)),
    chosen('kind', t('kind'), named(KINDS, sentences.kind)),
    {
      ...chosen('on_behalf_of', t('onBehalf'), actors),
      kind: 'text',
      read: reading(({ on_behalf_of: whom }) => whom && sentences.person(whom)),
    },
    chosen('service', t('service'), named(SERVICES, String)),
    { name: 'cause_id', label: t('cause'), kind: 'text', filter: asked('cause_id', 'choice'), width: 300 },
    { name: 'session_id', label: t('session'), kind: 'text', width: 300 },
    { name: 'job_id', label: t('job'), kind: 'text', width: 300 },
    { name: 'position', label: t('position'), kind: 'number' },
  ];
  return {
    name: 'audit',
    list: LIST,
    fields,
    title: 'sentence',
    load: useTrail(),
    permissions: { export: 'audit.read' },
  };
}

/** People, and the services that do something by themselves. */
function useActors(): Choice[] {
  const { person } = useSentences();
  const people = [...useColleagues().values()].map(({ id, name, search }) => ({
    value: `user:${id}`,
    label: name,
    search,
  }));
  const services = SERVICES.map((one) => ({ value: `service:${one}`, label: person(`service:${one}`) }));
  return [...people, ...services];
}
