import { useTranslation } from 'react-i18next';
import type { Schemas } from '../../api/client';
import { NewDialog } from '../../administration/shared/NewDialog';
import { useMe } from '../../session/session';
import { useFormat } from '../../ui/format';
import { dayOf } from '../../ui/moments';
import styles from '../contracts.module.css';
import { isInTime, regularEnd } from '../lasting';
import { terminateContract, type Contract } from '../queries';

interface Props {
  contract: Contract;
  onDone: (saved: Contract) => void;
  onClose: () => void;
}

/** Gives notice: as of which day, and why; the day that keeps the notice agreed stands there first. */
export function TerminateDialog({ contract, onDone, onClose }: Props) {
  const { t } = useTranslation('contracts');
  const format = useFormat();
  const today = dayOf(new Date(), useMe().organisation.time_zone);
  const regular = regularEnd(contract, today);
  const said = { count: contract.notice_days, day: format.date(regular) };
  const when = t(`terminate.${isInTime(contract, today) ? 'term' : 'notice'}`, said);
  return (
    <NewDialog
      danger
      title={t('terminate.title', { number: contract.number })}
      note={<span className={styles.meaning}>{[t('terminate.text'), when].join('\n')}</span>}
      ok={t('terminate.button')}
      fields={[
        { name: 'last_day', kind: 'date', label: t('fields.last_day'), required: true },
        { name: 'reason', kind: 'longText', label: t('reason') },
      ]}
      initial={{ last_day: regular }}
      call={(values) => terminateContract(contract.id, values as Schemas['sales_Notice'])} // as: of the fields
      touches={[]}
      said={t('terminate.done')}
      onDone={onDone}
      onClose={onClose}
    />
  );
}
