import { LoadingOutlined } from '@ant-design/icons';
import { Alert, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ProblemError, type Problem } from '../../api/problems';
import { FieldValue } from '../../ui/fields/FieldValue';
import { useFormat } from '../../ui/format';
import { useFieldErrorText, useProblemText } from '../../ui/problems';
import styles from '../leads.module.css';
import type { Lead } from '../queries';

interface Props {
  lead: Lead;
  /** null: whoever looks may not. */
  onRetry: (() => void) | null;
}

/** How it stands with becoming a customer: at work, refused and why, or what it has become. */
export function ConversionNote({ lead, onRetry }: Props) {
  const { t } = useTranslation('leads');
  if (lead.status === 'converted') return <Become lead={lead} />;
  if (lead.conversion?.state === 'running')
    return <Alert type="info" showIcon icon={<LoadingOutlined />} title={t('convert.running')} />;
  if (lead.conversion?.state === 'refused') return <Refusal {...{ lead, onRetry }} />;
  return null;
}

function Refusal({ lead, onRetry }: Props) {
  const { t } = useTranslation('leads');
  const text = useProblemText();
  const say = useFieldErrorText();
  const problem = lead.conversion?.refusal as Problem | null | undefined; // as the service kept it
  if (!problem) return null;
  const faults = problem.errors ?? [];
  const why = text(new ProblemError(problem, Response.error()));
  const what = (['customer', 'contact'] as const).find((one) => one === problem.params?.thing);
  return (
    <Alert
      type="error"
      showIcon
      title={t('convert.refused')}
      description={
        faults.length > 0 ? (
          <ul className={styles.faults}>
            {faults.map((one) => (
              <li key={one.pointer}>{say(one)}</li>
            ))}
          </ul>
        ) : what ? (
          t('convert.about', { what: t(`convert.${what}`), why })
        ) : (
          why
        )
      }
      action={onRetry && <Button onClick={onRetry}>{t('convert.again')}</Button>}
    />
  );
}

function Become({ lead }: { lead: Lead }) {
  const { t } = useTranslation('leads');
  const format = useFormat();
  const when = lead.converted_at && format.moment(lead.converted_at);
  return (
    <Alert
      type="success"
      showIcon
      title={t('convert.done', { when })}
      description={
        <dl className={styles.become}>
          {lead.customer_id && <Made kind="customer" id={lead.customer_id} />}
          {lead.contact_id && <Made kind="contact" id={lead.contact_id} />}
          {lead.opportunity_id && (
            <div>
              <dt>{t('convert.deal')}</dt>
              <dd>
                <Link to={`/opportunities/${lead.opportunity_id}`}>{t('convert.toDeal')}</Link>
              </dd>
            </div>
          )}
        </dl>
      }
    />
  );
}

function Made({ kind, id }: { kind: 'customer' | 'contact'; id: string }) {
  const { t } = useTranslation('leads');
  const label = t(`convert.${kind}`);
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        <FieldValue field={{ name: kind, kind, label }} value={id} />
      </dd>
    </div>
  );
}
