import { Button } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSaving } from '../../administration/shared/saving';
import { FieldEditor } from '../fields/FieldEditor';
import { textOf } from '../fields/values';
import type { FieldDescription } from './description';
import styles from './records.module.css';

interface Target {
  owner_id?: string | null;
  team_id?: string;
}

interface Props<R> {
  record: { owner_id: string | null };
  assign: (target: Target) => Promise<R>;
  onDone: (saved: R) => void;
}

/** Gives a record to another owner or team. */
export function AssignForm<R>({ record, assign, onDone }: Props<R>) {
  const { t } = useTranslation('ui/records');
  const id = useId();
  const [owner, setOwner] = useState(record.owner_id);
  const [team, setTeam] = useState<string | null>(null);
  const target: Target = {
    ...(owner === record.owner_id ? {} : { owner_id: owner }),
    ...(team ? { team_id: team } : {}),
  };
  const assigning = useSaving(() => assign(target), { touches: [], said: t('assign.done'), done: onDone });
  const fields = [
    [{ name: 'owner_id', label: t('assign.owner'), kind: 'person' }, owner, setOwner],
    [{ name: 'team_id', label: t('assign.team'), kind: 'team' }, team, setTeam],
  ] as const satisfies readonly (readonly [FieldDescription, string | null, (id: string | null) => void])[];
  return (
    <form
      className={styles.assign}
      onSubmit={(event) => {
        event.preventDefault();
        assigning.mutate(undefined);
      }}
    >
      {fields.map(([field, value, set]) => (
        <div key={field.name} className={styles.asked}>
          <label htmlFor={`${id}${field.name}`}>{field.label}</label>
          <FieldEditor
            id={`${id}${field.name}`}
            field={field}
            value={value}
            onChange={(chosen) => set(textOf(chosen) || null)}
          />
        </div>
      ))}
      <p className={styles.assignHint}>{t('assign.teamHint')}</p>
      <Button
        type="primary"
        htmlType="submit"
        disabled={Object.keys(target).length === 0}
        loading={assigning.isPending}
      >
        {t('assign.button')}
      </Button>
    </form>
  );
}
