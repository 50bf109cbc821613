import { Alert, Button, Modal } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../api/client';
import { NewDialog } from '../../administration/shared/NewDialog';
import { useMe } from '../../session/session';
import { useFormat } from '../../ui/format';
import { dayOf } from '../../ui/moments';
import styles from '../contracts.module.css';
import { lacking, type Lack } from '../lasting';
import { signContract, type Contract } from '../queries';

interface Props {
  contract: Contract;
  onDone: (saved: Contract) => void;
  onClose: () => void;
}

/** From then on it never changes: says what that means, or what it still lacks. */
export function SignDialog({ contract, onDone, onClose }: Props) {
  const { t } = useTranslation('contracts');
  const today = dayOf(new Date(), useMe().organisation.time_zone);
  const means = useMeaning(contract);
  const missing = lacking(contract, today);
  const title = t('sign.title', { number: contract.number });
  if (missing.length > 0) return <Lacking {...{ title, missing, onClose }} />;
  return (
    <NewDialog
      title={title}
      note={means}
      ok={t('sign.button')}
      fields={[
        { name: 'signed_by', kind: 'text', label: t('fields.signed_by'), required: true },
        { name: 'signed_on', kind: 'date', label: t('fields.signed_on'), required: true },
      ]}
      initial={{ signed_on: today }}
      call={(values) => signContract(contract.id, values as Schemas['sales_Signing'])} // as: of the fields
      touches={[]}
      said={t('sign.done')}
      onDone={onDone}
      onClose={onClose}
    />
  );
}

/** What signing means, from when to when it will be in force, and what happens then: line by line. */
function useMeaning({ starts_on, ends_on, renewal, renewal_months: months }: Contract): ReactNode {
  const { t } = useTranslation('contracts');
  const format = useFormat();
  const starts = starts_on ? format.date(starts_on) : '';
  const span = ends_on
    ? t('sign.span', { starts, ends: format.date(ends_on) })
    : t('sign.spanOpen', { starts });
  const then = ends_on ? t(`sign.then.${renewal}`, { count: months ?? 0 }) : '';
  return <span className={styles.meaning}>{[t('sign.text'), span, then].filter(Boolean).join('\n')}</span>;
}

interface LackingProps {
  title: string;
  missing: readonly Lack[];
  onClose: () => void;
}

function Lacking({ title, missing, onClose }: LackingProps) {
  const { t } = useTranslation('contracts');
  return (
    <Modal open title={title} footer={<Button onClick={onClose}>{t('leave')}</Button>} onCancel={onClose}>
      <Alert
        type="warning"
        showIcon
        title={t('sign.lacking')}
        description={
          <ul className={styles.list}>
            {missing.map((one) => (
              <li key={one}>{t(`sign.lack.${one}`)}</li>
            ))}
          </ul>
        }
      />
    </Modal>
  );
}
