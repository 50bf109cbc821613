import { Alert, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { useSaving } from '../../administration/shared/saving';
import { useMe } from '../../session/session';
import { dayOf } from '../../ui/moments';
import styles from '../quotes.module.css';
import { issueQuote, useListed, useShowSaved, type Quote } from '../queries';
import { lacking, numberOf } from '../states';

interface Props {
  quote: Quote;
  /** Called with what opens it for the customer. */
  onIssued: (token: string) => void;
  onClose: () => void;
}

/** From then on it is binding and never changes: what it lacks is said before. */
export function IssueDialog({ quote, onIssued, onClose }: Props) {
  const { t } = useTranslation('quotes');
  const show = useShowSaved();
  const listed = useListed();
  const today = dayOf(new Date(), useMe().organisation.time_zone);
  const missing = lacking(quote, today);
  const issuing = useSaving(() => issueQuote(quote.id), {
    touches: [],
    done: ({ token, ...issued }) => {
      show(issued);
      listed();
      onClose();
      onIssued(token);
    },
  });
  return (
    <Modal
      open
      title={t('issue.title', { number: numberOf(quote) })}
      okText={t('issue.button')}
      cancelText={t('cancel')}
      okButtonProps={{ disabled: missing.length > 0 }}
      confirmLoading={issuing.isPending}
      onOk={() => issuing.mutate(undefined)}
      onCancel={onClose}
    >
      {missing.length > 0 ? (
        <Alert
          type="warning"
          showIcon
          title={t('issue.lacking')}
          description={
            <ul className={styles.list}>
              {missing.map((one) => (
                <li key={one}>{t(`issue.lack.${one}`)}</li>
              ))}
            </ul>
          }
        />
      ) : (
        <p>{t('issue.text')}</p>
      )}
    </Modal>
  );
}
