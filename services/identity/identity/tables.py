"""Every table of identity, so that foreign keys between features find each other in each role."""

from identity.audit.models import Entry
from identity.keys.models import SigningKey
from identity.organisation.models import Organisation
from identity.passwords.models import Credential
from identity.preferences.models import Preference
from identity.records import Base
from identity.roles.models import Role
from identity.sessions.models import Attempts, SignIn
from identity.teams.models import Team
from identity.users.models import User
from identity.views.models import SavedView

TABLES = (
    Attempts,
    Credential,
    Entry,
    Organisation,
    Preference,
    Role,
    SavedView,
    SignIn,
    SigningKey,
    Team,
    User,
)
metadata = Base.metadata
