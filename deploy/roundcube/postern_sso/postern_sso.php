<?php

/**
 * Opens Roundcube for who is signed in to Postern.
 *
 * The browser brings a ticket in the body of a POST to ?_task=login&_action=postern. This server, and no other address, exchanges it at
 * the panel for a password of this visit alone, and signs in with that as if it had been typed. The visit ends with the session here, with
 * the session there, and by itself within a day. Nothing else of Roundcube is changed.
 *
 * @license Apache-2.0
 */
class postern_sso extends rcube_plugin
{
    public $task = 'login|logout';

    /** Name, password and number of the visit that is about to begin. */
    private $entered;
    /** The number of the visit that ends with this request. */
    private $left;

    public function init()
    {
        $this->load_config();
        $this->add_hook('startup', [$this, 'startup']);
        $this->add_hook('authenticate', [$this, 'authenticate']);
        $this->add_hook('login_after', [$this, 'login_after']);
        $this->add_hook('login_failed', [$this, 'login_failed']);
        $this->add_hook('logout_after', [$this, 'logout_after']);
    }

    public function startup($args)
    {
        $this->left = $_SESSION['postern_visit'] ?? null;
        if ($args['task'] !== 'login' || $args['action'] !== 'postern') {
            return $args;
        }
        $args['action'] = '';
        $this->entered = $this->comes_from_panel() ? $this->redeem() : null;
        if (!$this->entered) {
            $this->add_texts('localization/');
            rcmail::get_instance()->output->show_message($this->gettext('failed'), 'warning');
            return $args;
        }
        // Whoever was signed in here before is not any more: nothing of their session reaches the next one.
        if (!empty($_SESSION['user_id'])) {
            rcmail::get_instance()->kill_session();
            $this->leave($this->left);
        }
        // The name of the mail host may depend on the address (%s in imap_host).
        $_POST['_user'] = $this->entered['user'];
        $args['action'] = 'login';
        return $args;
    }

    public function authenticate($args)
    {
        if ($this->entered) {
            $args['user'] = $this->entered['user'];
            $args['pass'] = $this->entered['password'];
            $args['valid'] = true;
            $args['cookiecheck'] = false;
        }
        return $args;
    }

    public function login_after($args)
    {
        if ($this->entered) {
            $_SESSION['postern_visit'] = $this->entered['visit'];
        }
        return $args;
    }

    public function login_failed($args)
    {
        $this->leave($this->entered['visit'] ?? null);
        return $args;
    }

    public function logout_after($args)
    {
        $this->leave($this->left);
        return $args;
    }

    /** Another site could otherwise sign somebody in to a mailbox that is not theirs. A browser lets no page choose this header. */
    private function comes_from_panel()
    {
        $origin = $_SERVER['HTTP_ORIGIN'] ?? '';
        $panel = rtrim((string) rcmail::get_instance()->config->get('postern_origin'), '/');
        return $_SERVER['REQUEST_METHOD'] === 'POST' && $panel !== '' && hash_equals($panel, $origin);
    }

    private function redeem()
    {
        $ticket = rcube_utils::get_input_string('_postern_ticket', rcube_utils::INPUT_POST);
        $response = $this->ask('sign-in', ['ticket' => $ticket]);
        $entered = $response && $response->getStatusCode() === 200 ? json_decode((string) $response->getBody(), true) : null;
        return is_array($entered) && isset($entered['user'], $entered['password'], $entered['visit']) ? $entered : null;
    }

    private function leave($visit)
    {
        if ($visit) {
            $this->ask('sign-out', ['visit' => $visit]);
        }
    }

    /** null: the panel did not answer. The session here goes on; the password of the visit ends by itself. */
    private function ask($what, $body)
    {
        $rcmail = rcmail::get_instance();
        $url = rtrim((string) $rcmail->config->get('postern_panel_url'), '/') . '/api/webmail/' . $what;
        try {
            return $rcmail->get_http_client()->request('POST', $url, [
                'json' => $body,
                'http_errors' => false,
                'allow_redirects' => false,
                'timeout' => 15,
            ]);
        } catch (Exception $error) {
            rcube::raise_error(['code' => 600, 'file' => __FILE__, 'line' => __LINE__, 'message' => "postern_sso: $url does not answer"], true, false);
            return null;
        }
    }
}
