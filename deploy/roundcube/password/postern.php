<?php

/**
 * Driver of Roundcube's password plugin for Postern. The panel checks the present password itself, because a session that was opened from
 * there has another one, and says in the person's language what is wrong with the new one.
 *
 * $config['password_driver'] = 'postern';
 * $config['password_confirm_current'] = true;
 * $config['postern_panel_url'] = 'https://panel.example.org';
 *
 * @license Apache-2.0
 */
class rcube_postern_password
{
    /** Whether a password is the present one is for the panel to say, in `save`. */
    public function compare($current, $other, $type)
    {
        return $type === PASSWORD_COMPARE_NEW && $current === $other ? rcmail::get_instance()->gettext('password.samepasswd') : null;
    }

    public function save($curpass, $newpass, $username)
    {
        $rcmail = rcmail::get_instance();
        $url = rtrim((string) $rcmail->config->get('postern_panel_url'), '/') . '/api/webmail/password';
        try {
            $response = password::get_http_client()->request('POST', $url, [
                'form_params' => ['user' => $username, 'curpass' => $curpass, 'newpass' => $newpass],
                'headers' => ['Accept-Language' => str_replace('_', '-', $rcmail->get_user_language())],
                'http_errors' => false,
                'allow_redirects' => false,
                'timeout' => 15,
            ]);
        } catch (Exception $error) {
            rcube::raise_error(['code' => 600, 'file' => __FILE__, 'line' => __LINE__, 'message' => "password: $url does not answer"], true, false);
            return PASSWORD_CONNECT_ERROR;
        }
        if ($response->getStatusCode() === 200) {
            return PASSWORD_SUCCESS;
        }
        return ['code' => PASSWORD_ERROR, 'message' => trim((string) $response->getBody())];
    }
}
