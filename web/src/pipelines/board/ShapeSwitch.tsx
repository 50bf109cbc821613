import { AppstoreOutlined, UnorderedListOutlined } from '@ant-design/icons';
import { Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';

/** What of the address both shapes understand. */
const SHARED = ['filter', 'q', 'pipeline', 'peek'];
const PATHS = { board: '/pipeline', list: '/opportunities' };
type Shape = keyof typeof PATHS;

/** The same deals as a board or as a list. */
export function ShapeSwitch({ shape }: { shape: Shape }) {
  const { t } = useTranslation('pipelines');
  const navigate = useNavigate();
  const [address] = useSearchParams();
  const go = (to: Shape) => {
    const kept = [...address].filter(([name]) => SHARED.includes(name));
    void navigate({ pathname: PATHS[to], search: new URLSearchParams(kept).toString() });
  };
  return (
    <Segmented<Shape>
      aria-label={t('shape.label')}
      value={shape}
      onChange={go}
      options={[
        { value: 'board', icon: <AppstoreOutlined />, label: t('shape.board') },
        { value: 'list', icon: <UnorderedListOutlined />, label: t('shape.list') },
      ]}
    />
  );
}
