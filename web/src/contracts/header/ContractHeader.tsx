import { SolutionOutlined } from '@ant-design/icons';
import { Alert, Button, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useSaving } from '../../administration/shared/saving';
import { FieldValue } from '../../ui/fields/FieldValue';
import { useFormat } from '../../ui/format';
import { useReaches } from '../../ui/records/may';
import { Fact, RecordHeader } from '../../ui/records/RecordHeader';
import styles from '../contracts.module.css';
import { State } from '../drawn';
import { restoreContract, useListed, useShowSaved, type Contract } from '../queries';
import { Actions } from './Actions';

/** Which contract, with whom, how it stands, what it comes to, until when, what comes next. */
export function ContractHeader({ contract, may }: { contract: Contract; may: boolean }) {
  const { t } = useTranslation('contracts');
  const { terminated_because: reason } = contract;
  return (
    <>
      <RecordHeader
        icon={<SolutionOutlined />}
        title={contract.title || contract.number}
        under={
          <>
            <Typography.Text type="secondary" copyable={{ text: contract.number }}>
              {contract.number}
            </Typography.Text>
            <Link to={`/customers/${contract.customer_id}`}>{contract.customer_name ?? t('customer')}</Link>
            {contract.quote_id && <Link to={`/quotes/${contract.quote_id}`}>{t('quote')}</Link>}
            <State value={contract.state} />
          </>
        }
        note={reason && <p className={styles.hint}>{t('because', { reason })}</p>}
        facts={<Facts contract={contract} />}
        actions={<Actions {...{ contract, may }} />}
      />
      <Deleted contract={contract} />
    </>
  );
}

function Facts({ contract }: { contract: Contract }) {
  const { t } = useTranslation('contracts');
  const format = useFormat();
  const { gross, last_day: last, signed_on: signed, signed_by: by } = contract;
  const owner = { name: 'owner_id', label: t('fields.owner_id'), kind: 'person' } as const;
  return (
    <>
      <Fact label={t('fields.gross')} number>
        {format.money(gross.amount, gross.currency)}
      </Fact>
      <Fact label={t('fields.last_day')}>{last ? format.date(last) : t('term.openEnded')}</Fact>
      {signed && (
        <Fact label={t('signed')}>
          {format.date(signed)} · {by}
        </Fact>
      )}
      <Fact label={owner.label}>
        {contract.owner_id ? <FieldValue field={owner} value={contract.owner_id} /> : t('nobody')}
      </Fact>
    </>
  );
}

function Deleted({ contract }: { contract: Contract }) {
  const { t } = useTranslation('contracts');
  const format = useFormat();
  const show = useShowSaved();
  const listed = useListed();
  const reaches = useReaches();
  const restoring = useSaving(() => restoreContract(contract.id), {
    touches: [],
    done: (saved) => {
      show(saved);
      listed();
    },
  });
  if (contract.deleted_at === null) return null;
  const button = reaches('contract.delete', contract) && (
    <Button size="small" loading={restoring.isPending} onClick={() => restoring.mutate(undefined)}>
      {t('delete.restore')}
    </Button>
  );
  const title = t('delete.note', { when: format.moment(contract.deleted_at) });
  return <Alert type="warning" showIcon title={title} action={button} />;
}
