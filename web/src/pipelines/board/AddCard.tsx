import { useQueryClient } from '@tanstack/react-query';
import { App, Button, Input } from 'antd';
import { useId, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { createOpportunity, showSaved } from '../../opportunities/queries';
import { CustomerEditor } from '../../ui/fields/editors/ReferenceEditor';
import { textOf } from '../../ui/fields/values';
import { useProblemText } from '../../ui/problems';
import styles from './board.module.css';

interface Props {
  pipelineId: string;
  stageId: string;
  onClose: () => void;
}

/** A deal in a moment: with whom and about what; the rest comes on its page. */
export function AddCard({ pipelineId, stageId, onClose }: Props) {
  const { t } = useTranslation('pipelines');
  const queries = useQueryClient();
  const { message } = App.useApp();
  const problem = useProblemText();
  const id = useId();
  const [name, setName] = useState('');
  const [customer, setCustomer] = useState('');
  const [busy, setBusy] = useState(false);
  const add = async () => {
    setBusy(true);
    try {
      const given = { name: name.trim(), customer_id: customer };
      showSaved(queries, await createOpportunity({ ...given, pipeline_id: pipelineId, stage_id: stageId }));
      onClose();
    } catch (error) {
      void message.error(problem(error));
      setBusy(false);
    }
  };
  const press = (event: KeyboardEvent) => {
    event.stopPropagation(); // the board has these keys too
    if (event.key === 'Escape') onClose();
  };
  return (
    <form
      className={styles.add}
      onKeyDown={press}
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() && customer) void add();
      }}
    >
      <label htmlFor={`${id}name`}>{t('add.name')}</label>
      <Input
        id={`${id}name`}
        autoFocus
        maxLength={200}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <label htmlFor={`${id}customer`}>{t('add.customer')}</label>
      <CustomerEditor
        id={`${id}customer`}
        field={{ name: 'customer_id', kind: 'customer', label: t('add.customer') }}
        value={customer}
        onChange={(value) => setCustomer(textOf(value))}
      />
      <div className={styles.buttons}>
        <Button
          type="primary"
          size="small"
          htmlType="submit"
          loading={busy}
          disabled={!name.trim() || !customer}
        >
          {t('add.ok')}
        </Button>
        <Button size="small" onClick={onClose}>
          {t('add.cancel')}
        </Button>
      </div>
    </form>
  );
}
