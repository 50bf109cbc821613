import { Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useServices, type Service } from '../ui/operations/services';
import { useService } from './place';

/** What the files are about, for those who may import both. */
export function ServiceChoice({ pathOf }: { pathOf: (service: Service) => string }) {
  const { t } = useTranslation('imports');
  const go = useNavigate();
  const service = useService();
  const services = useServices('import');
  if (services.length < 2) return null;
  return (
    <Segmented
      aria-label={t('services.label')}
      value={service}
      options={services.map((value) => ({ value, label: t(`services.${value}`) }))}
      onChange={(chosen) => void go(pathOf(chosen))}
    />
  );
}
