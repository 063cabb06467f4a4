"""Problems of settings, accounts, sessions and permissions."""

from mystery.problems.model import Entry, Severity

ENTRIES = {
    "SETTING_UNREADABLE": Entry(
        "{variable} is {value}, which is not a {kind}.",
        "{variable} steht auf {value}; das ist kein Wert der Art {kind}.",
        "Correct it in the environment or in .env.",
        "Berichtigen Sie den Wert in der Umgebung oder in .env.",
    ),
    "SETTING_UNKNOWN": Entry(
        "There is no setting {variable}.",
        "Die Einstellung {variable} gibt es nicht.",
        "docs/settings.md lists all of them.",
        "docs/settings.md nennt alle.",
        Severity.WARNING,
    ),
    "BASE_URL_UNREADABLE": Entry(
        "The base URL {url} is not an address that starts with http or https.",
        "Die Adresse {url} beginnt nicht mit http oder https.",
        "Set MYSTERY_BASE_URL to the address people type.",
        "Setzen Sie MYSTERY_BASE_URL auf die Adresse, die man eintippt.",
    ),
    "BASE_URL_NOT_HTTPS": Entry(
        "The base URL {url} is not encrypted; passwords would travel in the open.",
        "Die Adresse {url} ist unverschlüsselt; Passwörter gingen offen über das Netz.",
        "Use an https address. Plain http is accepted for localhost only.",
        "Verwenden Sie eine https-Adresse. Nur für localhost genügt http.",
    ),
    "QUEUE_URL_UNKNOWN": Entry(
        "MYSTERY_QUEUE_URL is no address of a queue that is known here ({queues}).",
        "MYSTERY_QUEUE_URL ist keine Adresse einer Warteschlange, die es hier gibt ({queues}).",
        "Write it as postgresql://… or redis://…, or leave it empty.",
        "Schreiben Sie sie als postgresql://… oder redis://…, oder lassen Sie sie leer.",
    ),
    "SECRET_KEY_SHORT": Entry(
        "MYSTERY_SECRET_KEY has fewer than {minimum} characters.",
        "MYSTERY_SECRET_KEY hat weniger als {minimum} Zeichen.",
        "Leave it empty: a good one is made on first run.",
        "Lassen Sie ihn leer: Beim ersten Start entsteht ein guter.",
    ),
    "SETTING_NOT_AMONG": Entry(
        "{variable} is “{value}”, which is none of its values.",
        "{variable} ist „{value}“; diesen Wert gibt es nicht.",
        "Use one of: {allowed}.",
        "Verwenden Sie einen von: {allowed}.",
    ),
    "LANGUAGE_UNKNOWN": Entry(
        "The language {language} is not offered.",
        "Die Sprache {language} wird nicht angeboten.",
        "Use de or en.",
        "Verwenden Sie de oder en.",
    ),
    "LOGIN_FAILED": Entry(
        "E-mail address and password do not match.",
        "E-Mail-Adresse und Passwort passen nicht zusammen.",
        "Check both; capital letters count in the password.",
        "Prüfen Sie beides; beim Passwort zählt Groß- und Kleinschreibung.",
    ),
    "PASSWORD_SHORT": Entry(
        "The password has fewer than {minimum} characters.",
        "Das Passwort hat weniger als {minimum} Zeichen.",
        "Three or four words make a good one.",
        "Drei oder vier Wörter ergeben ein gutes.",
    ),
    "PASSWORD_LONG": Entry(
        "The password has more than {maximum} characters.",
        "Das Passwort hat mehr als {maximum} Zeichen.",
    ),
    "PASSWORD_COMMON": Entry(
        "This password is among the first ones that attackers try.",
        "Dieses Passwort gehört zu den ersten, die Angreifer versuchen.",
        "Choose one that nobody else would choose.",
        "Wählen Sie eines, auf das sonst niemand kommt.",
    ),
    "PASSWORD_IS_NAME": Entry(
        "The password contains the name or the e-mail address.",
        "Das Passwort enthält den Namen oder die E-Mail-Adresse.",
        "Choose one that says nothing about you.",
        "Wählen Sie eines, das nichts über Sie verrät.",
    ),
    "PASSWORD_WRONG": Entry(
        "The present password is not right.",
        "Das bisherige Passwort stimmt nicht.",
    ),
    "EMAIL_UNREADABLE": Entry(
        "{email} is not an e-mail address.",
        "{email} ist keine E-Mail-Adresse.",
    ),
    "ACCOUNT_UNKNOWN": Entry(
        "There is no account with the address {email}.",
        "Für die Adresse {email} gibt es kein Konto.",
    ),
    "CLIENT_UNKNOWN": Entry(
        "There is no client {code}.",
        "Den Auftraggeber {code} gibt es nicht.",
    ),
    "PLACE_UNKNOWN": Entry(
        "The client {client} has no region or location {code}.",
        "Der Auftraggeber {client} hat keine Region und keinen Standort {code}.",
    ),
    "EMAIL_TAKEN": Entry(
        "There is an account with the address {email} already.",
        "Für die Adresse {email} gibt es bereits ein Konto.",
    ),
    "SCOPE_MISSING": Entry(
        "The role {role} needs a client, so that it is clear whose figures it may see.",
        "Die Rolle {role} braucht einen Auftraggeber, damit feststeht, wessen Zahlen sie sehen darf.",
    ),
    "SCOPE_PLACE_MISSING": Entry(
        "The role {role} needs a {kind} of its client.",
        "Die Rolle {role} braucht eine Einheit der Art {kind} ihres Auftraggebers.",
    ),
    "PSEUDONYM_TAKEN": Entry(
        "The pseudonym {pseudonym} belongs to another tester.",
        "Das Pseudonym {pseudonym} gehört bereits zu jemand anderem.",
        "Choose another one.",
        "Wählen Sie ein anderes.",
    ),
    "PROFILE_NEEDS_FIELD_ROLE": Entry(
        "Only testers and callers have a tester profile.",
        "Ein Testerprofil haben nur Personen, die testen oder anrufen.",
        "Change the role first.",
        "Ändern Sie zuerst die Rolle.",
    ),
    "PASSWORD_TO_CHANGE": Entry(
        "This password was given to you by somebody else.",
        "Dieses Passwort haben Sie von jemand anderem bekommen.",
        "Choose one of your own before you go on.",
        "Wählen Sie ein eigenes, bevor Sie weiterarbeiten.",
    ),
    "LAST_ADMIN": Entry(
        "This is the last administrator; without one nobody could manage the accounts.",
        "Das ist die letzte Verwalterin; ohne sie könnte niemand die Konten verwalten.",
        "Make somebody else an administrator first.",
        "Machen Sie zuerst jemand anderen dazu.",
    ),
    "TOO_MANY_REQUESTS": Entry(
        "There were too many attempts in a short time.",
        "Das waren zu viele Versuche in kurzer Zeit.",
        "Wait a minute and try again.",
        "Warten Sie eine Minute und versuchen Sie es dann erneut.",
    ),
    "CSRF_FAILED": Entry(
        "The page was open too long or came from elsewhere; nothing was changed.",
        "Die Seite war zu lange offen oder kam von anderswo; es wurde nichts geändert.",
        "Load the page again and repeat the last step.",
        "Laden Sie die Seite neu und wiederholen Sie den letzten Schritt.",
    ),
    "PAGE_NOT_FOUND": Entry(
        "There is nothing here, or not for you.",
        "Hier gibt es nichts, oder nichts für Sie.",
        "Go back to the start page.",
        "Gehen Sie zurück zur Startseite.",
    ),
    "NOT_ALLOWED": Entry(
        "Your role does not include this step.",
        "Dieser Schritt gehört nicht zu Ihrer Rolle.",
        "Ask an administrator of the agency.",
        "Fragen Sie die Verwaltung des Instituts.",
    ),
    "LOGIN_NEEDED": Entry(
        "You are not logged in, or your session has ended.",
        "Sie sind nicht angemeldet, oder Ihre Sitzung ist abgelaufen.",
        "Log in and try again.",
        "Melden Sie sich an und versuchen Sie es erneut.",
    ),
    "REQUEST_UNREADABLE": Entry(
        "The request cannot be read.",
        "Die Anfrage ist nicht lesbar.",
    ),
    "HOST_UNKNOWN": Entry(
        "This installation does not answer to that host name.",
        "Unter diesem Rechnernamen antwortet diese Installation nicht.",
        "Set MYSTERY_BASE_URL or MYSTERY_TRUSTED_HOSTS.",
        "Setzen Sie MYSTERY_BASE_URL oder MYSTERY_TRUSTED_HOSTS.",
    ),
    "REQUEST_TOO_LARGE": Entry(
        "The request is larger than {megabytes} MB.",
        "Die Anfrage ist größer als {megabytes} MB.",
        "Send a smaller file.",
        "Senden Sie eine kleinere Datei.",
    ),
    "METHOD_NOT_ALLOWED": Entry(
        "This address does not accept this kind of request.",
        "Diese Adresse nimmt diese Art von Anfrage nicht an.",
    ),
    "INTERNAL_ERROR": Entry(
        "Something went wrong on our side; nothing was changed. Reference: {reference}.",
        "Bei uns ist etwas schiefgegangen; es wurde nichts geändert. Kennung: {reference}.",
        "Try again. If it happens once more, tell the agency the reference.",
        "Versuchen Sie es erneut. Geschieht es wieder, nennen Sie dem Institut die Kennung.",
    ),
}
