import { PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Page } from '../administration/shared/Page';
import { useMay } from '../session/session';
import { ListSkeleton } from '../ui/list/ListSkeleton';
import { MayNot } from '../ui/records/MayNot';
import { EmptyState } from '../ui/states/EmptyState';
import { ErrorState } from '../ui/states/ErrorState';
import { AssignmentDialog } from './AssignmentDialog';
import { AssignmentRules } from './AssignmentRules';
import styles from './lead-rules.module.css';
import { useAssignmentRules, useScoreRules, type AssignmentRule, type ScoreRule } from './queries';
import { ScoreDialog } from './ScoreDialog';
import { ScoreRules } from './ScoreRules';

/** To whom leads go, until when these respond, and what leads are worth. */
export function LeadRulesPage() {
  const { t } = useTranslation('lead-rules');
  const may = useMay('lead_rule.manage');
  if (!may) return <MayNot />;
  return (
    <Page
      title={t('title')}
      lead={t('lead')}
      up={{ to: '/leads', name: t('leads') }}
      actions={<Link to="/lead-forms">{t('forms')}</Link>}
    >
      <Assignment />
      <Score />
    </Page>
  );
}

function Assignment() {
  const found = useAssignmentRules(true);
  const [edited, setEdited] = useState<AssignmentRule | 'new' | null>(null);
  const rules = found.data ?? [];
  const behind = Math.max(-1, ...rules.map((one) => one.position)) + 1;
  return (
    <Section part="assignment" found={found} onAdd={() => setEdited('new')}>
      <AssignmentRules {...{ rules }} onEdit={setEdited} />
      {edited !== null && (
        <AssignmentDialog
          rule={edited === 'new' ? null : edited}
          position={behind}
          onClose={() => setEdited(null)}
        />
      )}
    </Section>
  );
}

function Score() {
  const found = useScoreRules(true);
  const [edited, setEdited] = useState<ScoreRule | 'new' | null>(null);
  return (
    <Section part="score" found={found} onAdd={() => setEdited('new')}>
      <ScoreRules rules={found.data ?? []} onEdit={setEdited} />
      {edited !== null && (
        <ScoreDialog rule={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />
      )}
    </Section>
  );
}

interface SectionProps {
  part: 'assignment' | 'score';
  found: {
    data?: readonly unknown[];
    error: Error | null;
    isPending: boolean;
    refetch: () => Promise<unknown>;
  };
  onAdd: () => void;
  children: ReactNode;
}

function Section({ part, found, onAdd, children }: SectionProps) {
  const { t } = useTranslation('lead-rules');
  const add = (
    <Button icon={<PlusOutlined />} onClick={onAdd}>
      {t(`${part}.new`)}
    </Button>
  );
  return (
    <section className={styles.section}>
      <header className={styles.head}>
        <div>
          <h2>{t(`${part}.title`)}</h2>
          <p className={styles.hint}>{t(`${part}.lead`)}</p>
        </div>
        {found.data && found.data.length > 0 && add}
      </header>
      {found.error && <ErrorState error={found.error} retry={() => void found.refetch()} />}
      {found.isPending && <ListSkeleton />}
      {found.data?.length === 0 && (
        <EmptyState title={t(`${part}.emptyTitle`)} text={t(`${part}.emptyText`)} action={add} />
      )}
      {children}
    </section>
  );
}
