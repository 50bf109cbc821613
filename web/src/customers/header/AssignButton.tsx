import { App, Button, Input, Popover } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FieldEditor } from '../../ui/fields/FieldEditor';
import { textOf } from '../../ui/fields/values';
import { useProblemText } from '../../ui/problems';
import type { FieldDescription } from '../../ui/records/description';
import { useReaches } from '../../ui/records/may';
import { assign, type Customer } from '../description';
import { useShowSaved } from '../useShowSaved';
import styles from './header.module.css';

/** Gives the customer to somebody else, with a word about why. */
export function AssignButton({ customer }: { customer: Customer }) {
  const { t } = useTranslation('customers');
  const [open, setOpen] = useState(false);
  const reaches = useReaches();
  if (customer.deleted_at !== null || !reaches('customer.assign', customer)) return null;
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      open={open}
      onOpenChange={setOpen}
      destroyOnHidden
      title={t('assign.title')}
      content={<Form customer={customer} onDone={() => setOpen(false)} />}
    >
      <Button>{t('assign.button')}</Button>
    </Popover>
  );
}

function Form({ customer, onDone }: { customer: Customer; onDone: () => void }) {
  const { t } = useTranslation('customers');
  const { message } = App.useApp();
  const text = useProblemText();
  const show = useShowSaved();
  const [owner, setOwner] = useState(customer.owner_id);
  const [team, setTeam] = useState<unknown>(null);
  const [note, setNote] = useState('');
  const [busy, setBusy] = useState(false);
  const ownerField: FieldDescription = { name: 'owner_id', label: t('fields.owner_id'), kind: 'person' };
  const teamField: FieldDescription = { name: 'team_id', label: t('fields.team_id'), kind: 'team' };
  const submit = async () => {
    setBusy(true);
    const given = {
      ...(owner === customer.owner_id ? {} : { owner_id: owner }),
      ...(typeof team === 'string' ? { team_id: team } : {}),
      ...(note.trim() ? { note: note.trim() } : {}),
    };
    try {
      show(await assign(customer.id, given));
      void message.success(t('assign.done'));
      onDone();
    } catch (error) {
      void message.error(text(error));
      setBusy(false);
    }
  };
  const same = owner === customer.owner_id && (team === null || team === customer.team_id);
  return (
    <form
      className={styles.assign}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <label htmlFor="assign-owner">{ownerField.label}</label>
      <FieldEditor
        id="assign-owner"
        field={ownerField}
        value={owner}
        onChange={(id) => setOwner(textOf(id) || null)}
      />
      <label htmlFor="assign-team">{teamField.label}</label>
      <FieldEditor id="assign-team" field={teamField} value={team} onChange={setTeam} />
      <p className={styles.hint}>{t('assign.teamHint')}</p>
      <label htmlFor="assign-note">{t('assign.note')}</label>
      <Input.TextArea
        id="assign-note"
        rows={2}
        maxLength={2000}
        value={note}
        onChange={(event) => setNote(event.target.value)}
      />
      <Button type="primary" htmlType="submit" disabled={same} loading={busy}>
        {t('assign.button')}
      </Button>
    </form>
  );
}
