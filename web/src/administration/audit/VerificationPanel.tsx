import { Alert, Button, Progress } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format';
import { useSaving } from '../shared/saving';
import own from './audit.module.css';
import { isOpen, useVerifications, verify, VERIFICATIONS, type Verification } from './queries';
import { verdictOf } from './verdict';

/** What the last verification found, in words, and the way to another one. */
export function VerificationPanel() {
  const { t } = useTranslation('administration/audit');
  const found = useVerifications();
  const asking = useSaving(verify, { touches: [VERIFICATIONS] });
  if (!found.data) return null;
  const [last] = found.data;
  const busy = asking.isPending || (last !== undefined && isOpen(last));
  return (
    <Alert
      className={own.verification}
      type={last ? verdictOf(last) : 'info'}
      showIcon
      title={last ? <Told verification={last} /> : t('neverVerified')}
      action={
        <Button size="small" loading={busy} onClick={() => asking.mutate(undefined)}>
          {t('verify')}
        </Button>
      }
    />
  );
}

function Told({ verification: one }: { verification: Verification }) {
  const { t } = useTranslation('administration/audit');
  const format = useFormat();
  const lines = format.number(one.lines);
  if (one.state === 'queued') return t('queued');
  if (one.state === 'failed') return t('failed');
  if (one.state === 'running') {
    const share = one.lines_total > 0 ? Math.round((100 * one.lines) / one.lines_total) : 0;
    return (
      <>
        {t('running', { lines, total: format.number(one.lines_total) })}
        <Progress className={own.progress} percent={share} size="small" />
      </>
    );
  }
  return (
    <>
      <Found verification={one} lines={lines} />
      <When verification={one} />
    </>
  );
}

function Found({
  verification: { outcome, position, anchors },
  lines,
}: {
  verification: Verification;
  lines: string;
}): ReactNode {
  const { t } = useTranslation('administration/audit');
  const format = useFormat();
  if (outcome === null) return null;
  if (outcome !== 'whole') {
    const said = { position: format.number(position ?? 0) };
    return `${t(`outcomes.${outcome}`, said)} ${t('linesBefore', { lines })}`;
  }
  return `${t('whole', { lines })} ${anchors > 0 ? t('anchors', { count: anchors }) : t('doubtful')}`;
}

function When({ verification: { finished_at: finished } }: { verification: Verification }) {
  const { t } = useTranslation('administration/audit');
  const format = useFormat();
  if (finished === null) return null;
  return (
    <>
      {' '}
      <time dateTime={finished} title={format.moment(finished)}>
        {t('verifiedAt', { when: format.relative(finished) })}
      </time>
    </>
  );
}
