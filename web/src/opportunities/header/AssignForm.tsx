import { Button } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSaving } from '../../administration/shared/saving';
import { FieldEditor } from '../../ui/fields/FieldEditor';
import { textOf } from '../../ui/fields/values';
import type { FieldDescription } from '../../ui/records/description';
import { assignOpportunity, useShowSaved, type Opportunity } from '../queries';
import styles from './header.module.css';

/** Gives a deal to somebody else. */
export function AssignForm({ deal, onDone }: { deal: Opportunity; onDone: () => void }) {
  const { t } = useTranslation('opportunities');
  const id = useId();
  const show = useShowSaved();
  const [owner, setOwner] = useState(deal.owner_id);
  const [team, setTeam] = useState<string | null>(null);
  const assigning = useSaving(
    () =>
      assignOpportunity(deal.id, {
        ...(owner === deal.owner_id ? {} : { owner_id: owner }),
        ...(team === null ? {} : { team_id: team }),
      }),
    {
      touches: [],
      said: t('assign.done'),
      done: (saved) => {
        show(saved);
        onDone();
      },
    },
  );
  const fields: [FieldDescription, string | null, (id: string | null) => void][] = [
    [{ name: 'owner_id', label: t('fields.owner_id'), kind: 'person' }, owner, setOwner],
    [{ name: 'team_id', label: t('fields.team_id'), kind: 'team' }, team, setTeam],
  ];
  return (
    <form
      className={styles.assign}
      onSubmit={(event) => {
        event.preventDefault();
        assigning.mutate(undefined);
      }}
    >
      {fields.map(([field, value, set]) => (
        <div key={field.name} className={styles.assignField}>
          <label htmlFor={`${id}${field.name}`}>{field.label}</label>
          <FieldEditor
            id={`${id}${field.name}`}
            field={field}
            value={value}
            onChange={(chosen) => set(textOf(chosen) || null)}
          />
        </div>
      ))}
      <p className={styles.hint}>{t('assign.teamHint')}</p>
      <Button
        type="primary"
        htmlType="submit"
        disabled={owner === deal.owner_id && team === null}
        loading={assigning.isPending}
      >
        {t('assign.button')}
      </Button>
    </form>
  );
}
